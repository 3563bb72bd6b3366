import MicroGPT
import Stage

/// One number for each parameter of the model as coloured dots, matrix below matrix: orange above 0, blue
/// below. Where there are too few dots, each stands for several parameters, and shows the largest number of
/// them.
struct ParameterField {
  /// For the first parameters; the rest is empty.
  let values: [Double]
  let matrices: [MicroGPT.Matrix]
  /// Which parameter is chosen.
  var chosen: Int?
  /// What a click on a parameter means.
  var targets: ((Int) -> Target)?

  private var count: Int { matrices.reduce(0) { $0 + $1.count } }

  /// Draws it and returns how many parameters a dot stands for.
  @discardableResult
  func draw(in area: Area) -> Int {
    // Each matrix in lines of its own, as far as there are lines enough.
    let isParted = area.height >= matrices.count
    let parts =
      isParted ? matrices.map { (name: $0.name, count: $0.count) } : [(name: "", count: count)]
    let labels = isParted && area.width >= 60 ? matrices.map(\.name.columns).max() ?? 0 : 0
    let width = area.width - (labels > 0 ? labels + 1 : 0)
    guard width > 0, area.height > 0, count > 0 else { return 1 }
    var each = 1
    while rows(of: parts.map(\.count), width: width, each: each) > area.height * 2 && each < count {
      each += max(1, each / 8)
    }
    let largest = values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    var lines: [[Double]] = []
    var names: [Text] = []
    var starts: [Int] = []
    var first = 0
    for part in parts {
      let end = first + part.count
      for start in stride(from: first, to: end, by: each * width) {
        names.append(start == first ? Text(part.name) : "")
        starts.append(start)
        lines.append(
          stride(from: start, to: min(end, start + each * width), by: each).map {
            value($0..<min(end, $0 + each), of: largest)
          })
      }
      // Two rows share a line, which has the label of the upper one: each part begins above.
      if lines.count % 2 == 1 {
        lines.append([])
        starts.append(end)
        names.append("")
      }
      first = end
    }
    let place = chosen.flatMap { chosen in
      starts.lastIndex { $0 <= chosen }.map { Stage.Matrix.Place($0, (chosen - starts[$0]) / each) }
    }
    Stage.Matrix(
      lines, scale: .signed(1), rowLabels: labels > 0 ? names : [], cursor: place, style: .pixels,
      targets: targets.map { targets in { targets(starts[$0.row] + $0.column * each) } }
    ).draw(in: area)
    return each
  }

  /// How many rows of dots there are, an even number for each part.
  private func rows(of counts: [Int], width: Int, each: Int) -> Int {
    counts.reduce(0) { $0 + (($1 + each * width - 1) / (each * width) + 1) / 2 * 2 }
  }

  /// The largest of some numbers with its sign, as a share of the largest of all: its root, so that small
  /// ones can be seen as well.
  private func value(_ range: Range<Int>, of largest: Double) -> Double {
    guard largest > 0 else { return 0 }
    var most = 0.0
    for index in range.clamped(to: 0..<values.count)
    where values[index].magnitude > most.magnitude { most = values[index] }
    let root = (most.magnitude / largest).squareRoot()
    return most < 0 ? -root : root
  }
}

/// How many numbers are above 0, below 0 and exactly 0.
struct SignCounts {
  private(set) var above = 0
  private(set) var below = 0
  private(set) var zero = 0

  init(_ numbers: [Double]) {
    for number in numbers {
      if number > 0 {
        above += 1
      } else if number < 0 {
        below += 1
      } else if number == 0 {
        zero += 1
      }
    }
  }

  /// Draws the legend of a field in one row.
  func draw(in row: Area) {
    var x = row.text("raising it: ", .faint)
    x = row.text("■ ", x: x, Scale.signed(1).role(0.9))
    x = row.text("loss up \(above.grouped)   ", x: x)
    x = row.text("■ ", x: x, Scale.signed(1).role(-0.9))
    x = row.text("loss down \(below.grouped)   ", x: x)
    row.text("no change \(zero.grouped)", x: x, .faint)
  }
}
