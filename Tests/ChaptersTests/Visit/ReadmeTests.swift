import Chapters
import Foundation
import Testing

@testable import Explainer

/// The key table of the README is made from the bindings, so that it can't be out of date.
@Suite struct ReadmeTests {
  private static let first = "<!-- keys: made from Binding.all; a test compares -->\n"
  private static let last = "<!-- end of keys -->"

  private static var table: String {
    let rows = Binding.all.map { binding in
      let keys = binding.shown.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
      return "| \(keys) | \(binding.help) |"
    }
    return "| keys | what they do |\n|---|---|\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test func keyTableIsThatOfTheProgram() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../README.md").standardized
    let text = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(text.range(of: ReadmeTests.first)).upperBound
    let end = try #require(text.range(of: ReadmeTests.last)).lowerBound
    let matches = text[start..<end] == ReadmeTests.table
    if !matches && ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      let updated = text.replacingCharacters(in: start..<end, with: ReadmeTests.table)
      try updated.write(to: url, atomically: true, encoding: .utf8)
    }
    #expect(
      matches,
      "README.md has another key table; RECORD_GOLDEN=1 swift test --filter Readme writes it")
  }
}
