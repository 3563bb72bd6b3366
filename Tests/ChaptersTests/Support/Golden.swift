import Foundation
import Stage
import Testing

/// Pictures kept as readable text in `Golden/`: the rows, then what role each piece has.
///
/// To record them anew: `RECORD_GOLDEN=1 swift test --filter GoldenTests`. That writes the files and
/// fails, so that nobody mistakes it for a test; look at the difference, then run without it.
enum Golden {
  static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// Complains of kept pictures that nobody draws any more; recording removes them.
  ///
  /// - Parameters:
  ///   - names: which files are spoken of.
  ///   - wanted: those that are drawn.
  static func expectNoOthers(like names: Regex<Substring>, than wanted: Set<String>) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let stale = files.filter { $0.contains(names) && !wanted.contains($0) }.sorted()
    if isRecording {
      for name in stale {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
      }
    } else {
      #expect(stale.isEmpty)
    }
  }

  /// Compares a picture with the kept one line by line, or keeps it.
  static func expect(
    _ canvas: Canvas, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name)
    let lines = describe(canvas)
    guard !isRecording else {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
      return
    }
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record(
        "Golden/\(name) is missing; record it with RECORD_GOLDEN=1",
        sourceLocation: sourceLocation)
      return
    }
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let differences = difference(kept.map(String.init), lines)
    if !differences.isEmpty {
      Issue.record(
        "Golden/\(name) differs (- kept, + drawn):\n\(differences.joined(separator: "\n"))",
        sourceLocation: sourceLocation)
    }
  }

  /// The rows without blanks at their ends; then for each row its pieces that are not plain text, as
  /// `3: 4-9 token strong`: columns 4 to 9 of row 3, counted from 0.
  static func describe(_ canvas: Canvas) -> [String] {
    var lines = canvas.lines.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line
    }
    lines.append("=== roles")
    for y in 0..<canvas.size.height {
      let pieces = runs(in: canvas, row: y)
      if !pieces.isEmpty { lines.append("\(y): " + pieces.joined(separator: ", ")) }
    }
    return lines
  }

  private static func runs(in canvas: Canvas, row y: Int) -> [String] {
    var pieces: [String] = []
    var x = 0
    while x < canvas.size.width {
      let start = x
      let style = style(of: canvas[x, y])
      var end = x
      // Blanks inside a piece belong to it, those behind it do not.
      while x < canvas.size.width {
        let cell = canvas[x, y]
        if self.style(of: cell) == style && isSeen(cell) {
          end = x
        } else if isSeen(cell) {
          break
        }
        x += 1
      }
      if let style, isSeen(canvas[start, y]) {
        pieces.append(start == end ? "\(start) \(style)" : "\(start)-\(end) \(style)")
      }
    }
    return pieces
  }

  private static func isSeen(_ cell: Cell) -> Bool {
    cell.glyph != " " || !cell.emphasis.isDisjoint(with: [.inverse, .underlined])
  }

  /// Nil for plain text.
  private static func style(of cell: Cell) -> String? {
    var words: [String] = []
    if case .heat(let step) = cell.role {
      words.append("heat\(step < 0 ? "" : "+")\(step)")
    } else {
      words.append("\(cell.role)")
    }
    if cell.emphasis.contains(.strong) { words.append("strong") }
    if cell.emphasis.contains(.inverse) { words.append("inverse") }
    if cell.emphasis.contains(.underlined) { words.append("underlined") }
    return words == ["text"] ? nil : words.joined(separator: " ")
  }

  /// The lines that are only in one of the two, in their order.
  static func difference(_ old: [String], _ new: [String]) -> [String] {
    let changes = new.difference(from: old)
    let removed = changes.removals.map { change -> (Int, Int, String) in
      guard case .remove(let offset, let line, _) = change else { return (0, 0, "") }
      return (offset, 0, "- \(offset + 1)\t\(line)")
    }
    let added = changes.insertions.map { change -> (Int, Int, String) in
      guard case .insert(let offset, let line, _) = change else { return (0, 0, "") }
      return (offset, 1, "+ \(offset + 1)\t\(line)")
    }
    return (removed + added).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}
