import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Chapter 11: the names that the model makes up.
@MainActor @Suite struct GenerationTests {
  /// What microgpt.py prints on the same names with seed 42.
  private static let names = [
    "rilea", "zain", "caveen", "arann", "jaila", "lanan", "ariame", "anyth", "farian", "dalal", "",
    "kaby", "manay", "faren", "a", "jarila", "direla", "jarda", "amyla", "kylia",
  ]

  @Test func theNamesOfMicrogpt() throws {
    var person = try Person(chapter: 11, Size(100, 40))
    person.press(.end)
    let documents = Set(try Runs.names().documents)
    for (index, name) in GenerationTests.names.enumerated() {
      let number = "\(index + 1)".paddedLeft(2)
      let row = try #require(
        person.lines.first { $0.contains("\(number) \(name.isEmpty ? "(empty)" : name) ") })
      if !name.isEmpty {
        #expect(row.hasSuffix(documents.contains(name) ? "in the data " : " new "), "\(name)")
      }
    }
  }

  /// Each draw appends its token, and the names come one after the other.
  @Test func tokenByToken() throws {
    var person = try Person(chapter: 11)
    let all = person.scene.study.names(20, temperature: 0.5, at: 1000)
    #expect(all.map(\.text) == GenerationTests.names)
    #expect(person.beats.count == all.reduce(0) { $0 + $1.draws.count })
    for (index, draw) in all[0].draws.enumerated() {
      // At the end something else is said there.
      let cached = "key/value cache): \(index + 1) × 32 numbers"
      #expect(person.sees(cached) || index == all[0].draws.count - 1)
      #expect(person.sees("needle \(draw.choice.needle.fixed(4))"))
      #expect(person.sees(draw.probabilities[draw.token].percent()))
      #expect(draw.choice.index == draw.choice.cumulative.firstIndex { $0 > draw.choice.needle })
      person.press(.right)
      person.wait(10_000)
    }
    #expect(person.sees(" 1 rilea"))
  }

  @Test func temperatureMakesOtherNames() throws {
    var person = try Person(chapter: 11, Size(100, 40))
    person.press(.end)
    let before = person.picture
    person.press(.up)
    person.type("+")
    person.press(.end)
    #expect(person.picture != before)
    #expect(person.sees("temperature") && person.sees(" 0.6"))
    let warmer = person.scene.study.names(20, temperature: 0.6, at: 1000)
    for name in warmer where !name.text.isEmpty { #expect(person.sees(" \(name.text) ")) }
    person.type("-")
    person.press(.end)
    #expect(person.picture == before)
    person.type(">")
    person.press(.backspace, .end)
    #expect(person.picture == before)
  }

  @Test func choosingAName() throws {
    var person = try Person(chapter: 11, Size(100, 40))
    person.press(.down)
    person.type("+")
    #expect(person.beats[person.beat].title.hasPrefix("Name 2:"))
    person.type(">")
    #expect(person.beats[person.beat].title.hasPrefix("Name 7:"))
    person.type("<-")
    #expect(person.beats[person.beat].title.hasPrefix("Name 1:"))
    person.press(.end)
    try person.click(.pick(control: 2, item: 4))
    #expect(person.beats[person.beat].caption.contains("“jaila”"))
  }

  @Test func newOrInTheData() throws {
    let person = try Person(chapter: 11)
    let documents = Set(try Runs.names().documents)
    for beat in person.beats where beat.title.hasSuffix("the end") {
      guard let found = beat.caption.firstMatch(of: /“([a-z]+)” is (new|in the data)/) else {
        #expect(beat.title.hasPrefix("Name 11:"), "only the eleventh name is empty")
        continue
      }
      #expect(documents.contains(String(found.1)) == (found.2 == "in the data"))
    }
  }

  @Test func distances() {
    func distance(_ a: String, _ b: String) -> Int {
      DataStudy.distance(Array(a.unicodeScalars), Array(b.unicodeScalars))
    }
    #expect(distance("", "") == 0)
    #expect(distance("", "abc") == 3)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("anna", "ana") == 1)
    #expect(distance("ab", "ba") == 2)
  }

  @Test func entropy() {
    #expect(MakingThingsUp.entropy([1, 0, 0]) == 0)
    #expect(abs(MakingThingsUp.entropy(Array(repeating: 1.0 / 27, count: 27)) - 3.2958) < 1e-4)
  }
}
