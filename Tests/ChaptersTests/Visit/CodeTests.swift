import Foundation
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The code that is shown is the code that runs.
@MainActor @Suite struct CodeTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/MicroGPT")

  @Test(arguments: Visit.numbers) func marksAndMargins(chapter: Int) throws {
    var person = try Person(chapter: chapter)
    for keys in ["", "x"] {
      person.type(keys)
      for beat in person.beats.indices {
        person.enter(beat: beat)
        let view = person.page.code()
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
  @Test(arguments: Visit.numbers) func linesStandInTheirFile(chapter: Int) throws {
    var person = try Person(chapter: chapter)
    for beat in person.beats.indices {
      person.enter(beat: beat)
      let snippet = person.page.code().snippet
      let file = CodeTests.folder.appendingPathComponent(snippet.path)
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
    let files = ShownSources.all
    #expect(files.count >= 8)
    for (path, text) in files {
      let file = CodeTests.folder.appendingPathComponent(path)
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(path): build anew")
    }
    // What the model is and what it is computed with can be shown.
    for path in ["Model/GPT.swift", "Graph/Graph.swift"] { #expect(files[path] != nil) }
  }

  @Test(arguments: Visit.numbers) func notesAreInThePane(chapter: Int) throws {
    var person = try Person(chapter: chapter, Size(200, 60))
    for beat in person.beats.indices {
      person.enter(beat: beat)
      guard let note = person.page.code().note else { continue }
      let shown = Set(person.words.split(separator: " "))
      #expect(note.split(separator: " ").allSatisfy { shown.contains($0) }, "beat \(beat + 1)")
    }
  }
}
