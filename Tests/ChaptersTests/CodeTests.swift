import CData
import Foundation
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The code that is shown is the code that runs.
@MainActor @Suite struct CodeTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/MicroGPT")

  @Test(arguments: Explainer.numbers) func marksAndMargins(chapter: Int) throws {
    var person = try Person(chapter: chapter)
    for keys in ["", "x"] {
      person.type(keys)
      for beat in person.beats.indices {
        let view = person.explainer.chapter.code(scene: person.scene, beat: beat)
        let lines = view.snippet.lines
        let complaint: Comment = "beat \(beat + 1), \(view.snippet.file)"
        #expect(!lines.isEmpty, complaint)
        #expect(lines.count { $0.text.contains(view.mark) } == 1, "\(view.mark): \(complaint)")
        #expect(view.pane.lines.count { $0.isMarked } == 1, complaint)
        #expect(lines.contains { !$0.margin.isEmpty }, "nothing of microgpt.py: \(complaint)")
        for line in lines where !line.margin.isEmpty {
          let numbers = line.margin.split { "–, ".contains($0) }.map { Int($0) ?? -1 }
          #expect(numbers.allSatisfy { (1...200).contains($0) }, "\(line.margin): \(complaint)")
          #expect(numbers == numbers.sorted(), "\(line.margin): \(complaint)")
        }
        #expect(lines.allSatisfy { !$0.text.contains("// py") }, complaint)
      }
    }
  }

  /// Each shown line stands in its file, in this order.
  @Test(arguments: Explainer.numbers) func linesStandInTheirFile(chapter: Int) throws {
    let person = try Person(chapter: chapter)
    for beat in person.beats.indices {
      let snippet = person.explainer.chapter.code(scene: person.scene, beat: beat).snippet
      let paths = try FileManager.default.subpathsOfDirectory(atPath: CodeTests.folder.path)
      let path = try #require(
        paths.first { $0 == snippet.file || $0.hasSuffix("/" + snippet.file) })
      let file = CodeTests.folder.appendingPathComponent(path)
      var rest = try String(contentsOf: file, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)[...]
      for line in snippet.lines where !line.text.isEmpty {
        let place = rest.firstIndex { $0.contains(line.text) }
        #expect(place != nil, "\(line.text) is not in \(snippet.file)")
        rest = rest[((place ?? rest.startIndex - 1) + 1)...]
      }
    }
  }

  @Test func embeddedFilesAreThoseOnDisk() throws {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: CodeTests.folder.path)
    let contents = try paths.filter { $0.hasSuffix(".swift") }
      .map { try Data(contentsOf: CodeTests.folder.appendingPathComponent($0)) }
    var count = 0
    for number in 0..<64 {
      let file = embedded_source(SourceFile(rawValue: numericCast(number)))
      guard let bytes = file.bytes else { continue }
      count += 1
      let data = Data(bytes: bytes, count: Int(file.count))
      #expect(contents.contains(data), "embedded file \(number); build anew")
    }
    #expect(count >= 5)
  }

  @Test func notesAreInThePane() throws {
    var person = try Person(chapter: 4, Size(120, 40))
    person.press(.right)
    let note = person.explainer.chapter.code(scene: person.scene, beat: 1).note
    #expect(person.sees(try #require(note)))
  }
}
