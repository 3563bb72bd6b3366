import Foundation
import Stage
import Testing

/// Pictures kept as readable text in `Golden/`: the rows, then the roles as a second grid of letters.
///
/// To record them anew: `RECORD_GOLDEN=1 swift test --filter "Golden|Picture"`. That writes the files and
/// fails, so that nobody mistakes it for a test; look at the difference, then run without it.
enum Golden {
  static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// Complains of kept pictures that no test draws; recording removes them.
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

  /// The rows, then `Canvas.roleLines`, all without blanks at their ends.
  static func describe(_ canvas: Canvas) -> [String] {
    (canvas.lines + ["=== roles"] + canvas.roleLines).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
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
