import MicroGPT
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
    for size in [Size(100, 40), Size(80, 24), Size(60, 16), Size(200, 60)] {
      var person = try Person(chapter: 11, size)
      try person.enter("twenty")
      let documents = Set(try Runs.names().documents)
      let text = person.lines.map { $0.prefix(size.width > 110 ? 105 : 200) }.joined(
        separator: "\n")
      for (index, name) in GenerationTests.names.enumerated() {
        let mark =
          name.isEmpty
          ? "" : documents.contains(name) ? "(in the data, unseen|unseen)" : "new"
        let shown = name.isEmpty ? "\\(no letter\\)" : name
        let row = try Regex(" \(index + 1) \(shown) +\(mark)( |\n)")
        #expect(text.contains(row), "\(name) at \(size)")
      }
    }
  }

  /// Each draw appends its token, and three names come one after the other.
  @Test func tokenByToken() throws {
    var person = try Person(chapter: 11)
    let all = person.scene.names(20)
    #expect(all.map(\.text) == GenerationTests.names)
    let slow = all.prefix(3)
    #expect(person.beats.count { !$0.isCheckpoint } == 5 + slow.reduce(0) { $0 + $1.draws.count })
    for (name, made) in slow.enumerated() {
      for (index, draw) in made.draws.enumerated() {
        try person.enter("name\(name + 1)-\(index + 1)")
        let cached = "key/value cache: \(index + 1) tokens × 32 numbers"
        // Nothing is there to look back at yet, and at the end something else is said there.
        let isWithin = index > 0 && index < made.draws.count - 1
        #expect(person.sees(cached) == isWithin)
        let label = person.scene.label(draw.token)
        #expect(person.sees("\(draw.choice.needle.fixed(4)) hits \(label)"))
        #expect(person.page.caption.contains("“\(label)” (\(draw.choiceShare.percent()))"))
        #expect(draw.choice.index == draw.choice.cumulative.firstIndex { $0 > draw.choice.needle })
      }
    }
    try person.enter("name3-\(slow[2].draws.count)")
    #expect(person.sees(" 1  rilea") && person.sees(" 2  zain") && person.sees(" 3  caveen"))
  }

  /// Before the needle has come to rest nothing tells what it will hit.
  @Test func askedBeforeAnswered() throws {
    var person = try Person(chapter: 11)
    for (index, beat) in person.beats.enumerated() where beat.id.hasPrefix("name2-") {
      person.enter(beat: index, share: 0.5)
      #expect(person.page.caption.contains("the needle …"))
      #expect(!person.sees(" hits ") && person.sees(" ? "))
    }
  }

  @Test func temperatureMakesOtherNames() throws {
    var person = try Person(chapter: 11, Size(100, 40))
    try person.enter("twenty")
    let before = person.picture
    person.press(.up)
    person.type("+")
    #expect(person.beats[person.beat].id == "twenty")
    #expect(person.picture != before)
    #expect(person.sees("temperature") && person.sees(" 0.6"))
    let warmer = try Runs.trained().names(20, temperature: 0.6, at: 1000)
    for name in warmer where !name.text.isEmpty { #expect(person.sees(" \(name.text) ")) }
    person.type("-")
    #expect(person.picture == before)
    person.type(">")
    #expect(person.picture != before)
    person.press(.backspace)
    #expect(person.picture == before)
  }

  /// Whoever comes here before any training is told why the names are noise.
  @Test func untrained() throws {
    var person = try Person(chapter: 11)
    #expect(!person.page.caption.contains("untrained"))
    person.go(toMoment: 0)
    #expect(person.page.caption.hasSuffix("This model is still untrained: t trains it."))
  }

  /// The first probabilities are those of chapter 3 at a temperature of 1; at another the caption says
  /// what became of the likeliest.
  @Test(arguments: [("", "sharper"), (">", ""), (">>", "more even")])
  func whatTheTemperatureDoes(keys: String, words: String) throws {
    var person = try Person(chapter: 11)
    person.type(keys)
    let plain = person.scene.trace.positions[0].probabilities
    let now = person.scene.names(20)[0].draws[0].probabilities
    let top = try #require(plain.indices.max { plain[$0] < plain[$1] })
    let caption = person.page.caption
    if words.isEmpty {
      #expect(person.scene.temperature == 1 && !caption.contains("temperature"))
      #expect(zip(plain, now).allSatisfy { abs($0 - $1) < 1e-12 })
    } else {
      #expect(caption.contains("\(words) by the temperature \(person.scene.temperature.fixed(1))"))
      let label = person.scene.label(top)
      #expect(
        caption.contains("“\(label)” has \(now[top].percent()) instead of \(plain[top].percent()).")
      )
      #expect((now[top] > plain[top]) == (words == "sharper"))
    }
  }

  /// The entropy of a choice is shown from the caption on that says what it is.
  @Test func entropyIsExplainedFirst() throws {
    var person = try Person(chapter: 11)
    let first = try #require(person.beats.firstIndex { $0.id == "name1-3" })
    for beat in person.beats.indices.prefix(first + 3) {
      person.enter(beat: beat)
      let picture = person.lines[2..<17].joined(separator: "\n")
      #expect(picture.contains("entropy") == (beat >= first))
    }
  }

  /// Another temperature makes another name: the same one of the list, from its beginning.
  @Test func anotherTemperatureBeginsTheNameAnew() throws {
    var person = try Person(chapter: 11)
    try person.enter("name2-4")
    person.type("+")
    #expect(person.beats[person.beat].id == "name2-1")
    let warmer = try Runs.trained().names(2, temperature: 0.6, at: 1000)[1]
    #expect(person.sees("\(warmer.draws[0].choice.needle.fixed(4)) hits"))
  }

  @Test func choosingAName() throws {
    var person = try Person(chapter: 11, Size(100, 40))
    try person.enter("twenty")
    #expect(person.sees("Name 1, token by token; nearest in the data: “rilee”"))
    person.press(.down, .down)
    #expect(person.sees("Name 2, token by token"))
    try person.click(.pick(Target(MakingThingsUp.NamePlace(index: 4))))
    #expect(person.sees("Name 5, token by token"))
    for draw in person.scene.names(20)[4].draws {
      #expect(person.sees("\(person.scene.label(draw.input)) →"))
      #expect(person.sees(draw.choiceShare.percent()))
    }
    // It stays the one that is looked at while the temperature is moved.
    try person.drag(.slide(Target(MakingThingsUp.Slider.temperature)), to: 0.5)
    person.type("-")
    #expect(person.chosen?.isAdjustable == true)
    #expect(person.scene.temperature > 1 && person.sees("Name 5, token by token"))
    person.press(.backspace)
    // A name that was made token by token leads back to its end.
    try person.enter("name3-2")
    try person.click(.pick(Target(MakingThingsUp.NamePlace(index: 0))))
    #expect(person.beats[person.beat].id == "name1-6")
  }

  /// The moment, or another run, makes other names with other letters: one stays at the same beat.
  @Test func stayingAtTheBeat() throws {
    var person = try Person(chapter: 11)
    for beat in ["temperature", "twenty", "thousand"] {
      person.go(toMoment: 1000)
      try person.enter(beat)
      let count = person.beats.count
      for moment in [0, 300, 999] {
        person.go(toMoment: moment)
        #expect(person.beats[person.beat].id == beat, "\(moment)")
      }
      person.go(toMoment: 0)
      #expect(person.beats.count != count, "there is something to hold on against")
      person.press(.tab)
      person.go(toMoment: 1000)
      person.press(.backTab)
      #expect(person.beats[person.beat].id == beat)
      person.type("+")
      #expect(person.beats[person.beat].id == beat)
      person.press(.backspace)
    }
    // A beat that is gone leads to the last one before it.
    person.go(toMoment: 0)
    let letters = person.scene.names(20)[0].draws.count
    try person.enter("name1-\(letters)")
    person.go(toMoment: 1000)
    #expect(letters > 6 && person.beats[person.beat].id == "name1-6")
  }

  /// The same needle, other temperatures: what is hit and how open the choice is.
  @Test func sameNeedle() throws {
    var person = try Person(chapter: 11, Size(100, 60))
    try person.enter("temperature")
    let draw = person.scene.names(20)[0].draws[0]
    for temperature in [0.2, 0.5, 1, 2] {
      let scores = draw.logits.map { Elementary.exp($0 / temperature) }
      let total = scores.reduce(0, +)
      var (sum, hit) = (0.0, -1)
      for (token, score) in scores.enumerated() where hit < 0 {
        sum += score / total
        if sum > draw.choice.needle { hit = token }
      }
      let label = person.scene.label(hit)
      #expect(person.page.caption.contains("“\(label)” at \(temperature.fixed(1))"))
      #expect(person.sees("\(label) \((scores[hit] / total).percent().paddedLeft(6))"))
      let open = Elementary.exp(GeneratedName.Draw.entropy(scores.map { $0 / total }))
      #expect(person.sees("like \(open.fixed(1)) equal"))
    }
    // The needle stands in the same column of each row.
    let columns = person.lines.compactMap { Array($0).firstIndex(of: "▼") }
    #expect(columns.count >= 4 && Set(columns).count == 1)
  }

  @Test func entropy() {
    #expect(GeneratedName.Draw.entropy([1, 0, 0]) == 0)
    let even = GeneratedName.Draw.entropy(Array(repeating: 1.0 / 27, count: 27))
    #expect(abs(even - 3.2958) < 1e-4)
  }

  /// What is said of all tokens is said of those of this vocabulary.
  @Test func otherVocabulary() throws {
    let run = try Runs.of(["bob", "rolf", "ulf"])
    var person = try Person(chapter: 11, Size(100, 40), run: run)
    person.type("m")
    #expect(person.sees("ln 7 = 1.946") && !person.sees("27"))
  }
}

extension GeneratedName.Draw {
  /// The probability of the drawn token.
  var choiceShare: Double { probabilities[token] }
}
