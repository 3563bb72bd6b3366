import Stage

/// The outline of microgpt.py (https://gist.github.com/karpathy/8627fe009c40f57531cb18360106ce95, the 200
/// lines of 2026-02-12): where its lines begin and how long they are, without their text.
enum OriginalFile {
  /// A line each, in their order.
  static let lines: [FileMap.Outline] = shape.split { $0 == " " || $0 == "\n" }.map { word in
    let numbers = word.split(separator: "+").compactMap { Int($0) }
    return FileMap.Outline(indent: numbers[0], length: numbers.count > 1 ? numbers[1] : 0)
  }

  /// Ten lines a row: how far each is indented, and how long it is from there on; `0` is empty.
  private static let shape = """
    0+3 0+89 0+36 0+35 0 0+9 0+3 0 0+32 0+36
    0+75 0+48 0 0+78 0+35 4+21 4+83 4+50 0+67 0+20
    0+31 0 0+92 0+94 0+76 0+75 0+34 0 0+87 0+12
    4+96 0 4+54 8+90 8+102 8+80 8+83 0 4+25 8+59
    8+59 0 4+25 8+59 8+76 0 4+98 4+73 4+81 4+81
    4+35 4+46 4+48 4+49 4+46 4+53 4+54 0 4+19 8+9
    8+15 8+18 12+20 16+14 16+25 20+17 16+14 8+16 8+13 8+24
    12+58 16+33 0 0+64 0+76 0+60 0+106 0+43 0+60 0+109
    0+122 0+24 4+56 4+56 4+56 4+56 4+60 4+60 0+114 0+35
    0 0+104 0+109 0+17 4+58 0 0+20 4+41 4+48 4+17
    4+32 0 0+15 4+38 4+27 4+31 0 0+40 4+55 4+56
    4+82 4+85 0 4+25 8+31 8+14 8+14 8+47 8+47 8+47
    8+18 8+20 8+11 8+23 12+17 12+23 12+45 12+47 12+105 12+35
    12+95 12+23 8+52 8+42 8+14 8+14 8+14 8+47 8+27 8+47
    8+42 0 4+41 4+13 0 0+58 0+62 0+45 0+46 0
    0+20 0+43 0+29 0 4+85 4+28 4+57 4+36 0 4+105
    4+73 4+11 4+23 8+56 8+44 8+23 8+32 8+21 4+95 0
    4+83 4+15 0 4+89 4+74 4+30 8+42 8+47 8+40 8+40
    8+50 8+10 0 4+76 0 0+44 0+86 0+54 0+28 4+73
    4+14 4+11 4+32 8+44 8+50 8+80 8+19 12+5 8+31 4+53
    """

  /// The line numbers, from 1, in a text such as `12, 147–149`.
  static func numbers(_ text: String) -> Set<Int> {
    text.split { $0 == "," || $0 == " " }.reduce(into: []) { all, part in
      let ends = part.split { $0 == "–" || $0 == "-" }.compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return }
      all.formUnion(first...last)
    }
  }
}

extension CodeView {
  /// The lines of microgpt.py, from 1, that the line at work stands for.
  public var originals: Set<Int> {
    snippet.lines.first { $0.text.contains(mark) }.map { OriginalFile.numbers($0.margin) } ?? []
  }
}
