import Foundation
import TestSupport
import Testing

/// The pictures in `screenshots` show what the program shows: each has its text beside it, and the
/// same keys must lead to the same text.
@Suite struct ScreenshotTests {
  /// A line of `screenshots/shots`: name, size, arguments, keys, and what is waited for. Among the keys
  /// `@words` waits until the screen has these words.
  struct Shot {
    let name: String
    let width: Int
    let height: Int
    let arguments: [String]
    let keys: [String]
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../screenshots").standardized

  static func shots() throws -> [Shot] {
    let script = try String(contentsOf: folder.appending(path: "shots"), encoding: .utf8)
    return script.split(separator: "\n").compactMap { line in
      let words = words(of: line)
      guard words.first == "shot", words.count >= 4 else { return nil }
      let size = words[2].split(separator: "x").compactMap { Int($0) }
      guard size.count == 2 else { return nil }
      return Shot(
        name: words[1], width: size[0], height: size[1],
        arguments: words[3].split(separator: " ").map(String.init),
        keys: words[4...].prefix { $0 != "--" })
    }
  }

  /// Parts a line at blanks that are not between quotes.
  private static func words(of line: Substring) -> [String] {
    line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap {
      index, part in
      index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
  }

  @Test func allAreThere() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: ScreenshotTests.folder.path)
    let pictures = Set(files.filter { $0.hasSuffix(".png") }.map { String($0.dropLast(4)) })
    #expect(pictures == Set(try ScreenshotTests.shots().map(\.name)))
  }

  @Test func areWhatTheProgramShows() throws {
    for shot in try ScreenshotTests.shots() { try check(shot) }
  }

  private func check(_ shot: Shot) throws {
    let kept = try String(
      contentsOf: ScreenshotTests.folder.appending(path: shot.name + ".txt"), encoding: .utf8)
    // With all colours, as the pictures are made: where two pixels look the same, a blank is drawn.
    let terminal = try Tmux(
      width: shot.width, height: shot.height,
      command: ["env", "COLORTERM=truecolor", Program.path] + shot.arguments)
    try terminal.waitFor(Program.isSettled)
    for key in shot.keys {
      if key.hasPrefix("@") {
        try terminal.waitFor { $0.contains(key.dropFirst()) }
      } else {
        try terminal.keys(key)
      }
    }
    do {
      try terminal.waitFor { $0 == kept }
    } catch {
      let shown = try terminal.screen()
      #expect(
        shown == kept, "stale: look at it, and make it anew with screenshots/make \(shot.name)")
    }
  }
}
