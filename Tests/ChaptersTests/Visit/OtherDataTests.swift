import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Other lists than the names: accents, other scripts, one single document.
@MainActor @Suite struct OtherDataTests {
  nonisolated static let lists: [[String]] = [
    ["José", "Zoë", "Åsa", "Łukasz", "Ñandú"],
    ["bob", "rolf", "ulf"],
    ["x"],
    ["Jose\u{301}", "Zoe\u{308}", "A\u{30a}sa"],
    ["山田", "鈴木", "佐藤", "高橋"],
    ["New York", "Los Angeles", "a\tb"],
    ["🙂🙃", "a🙂"],
    [String(repeating: "very long ", count: 30)],
  ]

  @Test(arguments: lists) func allChapters(documents: [String]) throws {
    let run = try Runs.of(documents)
    for chapter in Visit.numbers {
      for size in [Size(80, 24), Size(60, 16), Size(120, 40)] {
        var person = try Person(chapter: chapter, size, run: run)
        for keys in ["", "x"] {
          person.type(keys)
          // Where there are many beats, some of them.
          for beat in stride(from: 0, to: person.beats.count, by: 1 + person.beats.count / 20) {
            for share in [0.5, 1] {
              person.enter(beat: beat, share: share)
              let picture = person.picture
              #expect(picture.size == size)
              #expect(picture.isWhole, "chapter \(chapter), beat \(beat + 1), \(size)")
            }
          }
        }
      }
    }
  }

  @Test func nameToBeginWith() throws {
    #expect(
      try Person(chapter: Visit.numbers[0], run: Runs.of(["emma", "anna"])).visit.name == "emma")
    let run = try Runs.of(["bob", "rolf"])
    #expect(try Person(chapter: Visit.numbers[0], run: run).visit.name == run.documents[0])
    #expect(try Person(chapter: Visit.numbers[0], name: "fro", run: run).visit.name == "fro")
  }

  @Test func typingOtherScripts() throws {
    var person = try Person(chapter: Visit.numbers[0], run: Runs.of(["山田", "Zoe\u{308}"]))
    person.edit("山")
    #expect(person.visit.name == "山")
    person.paste("oe\u{308}")
    #expect(person.visit.name.unicodeScalars.elementsEqual("山oe\u{308}".unicodeScalars))
    person.press(.backspace)
    #expect(person.visit.name == "山oe", "an accent of its own is a character of its own")
    person.type("é")
    #expect(person.visit.name == "山oe")
  }
}
