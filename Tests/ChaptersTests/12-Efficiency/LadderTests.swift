import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The ladder of sizes.
@MainActor @Suite struct LadderTests {
  /// Each rung's figures and all of its source can be read, whatever the window.
  @Test(arguments: [Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60)])
  func sourcesAreOnTheScreen(size: Size) throws {
    var person = try Person.racing("own", size)
    // At first the reader's own.
    for rung in [nil] + Rung.famous.map(Optional.some) {
      let page = person.lines.joined(separator: " ")
      let words = Set(page.split { " │".contains($0) })
      if let rung {
        for word in rung.source.split(separator: " ") {
          #expect(words.contains(word), "\(rung.name): \(word)")
        }
        #expect(page.contains(rung.parameters.large))
        #expect(page.contains(rung.vocabulary.grouped))
        #expect(page.contains(rung.context))
      }
      // No caption is cut.
      for word in person.page.caption.split(separator: " ") where size.width >= 80 {
        #expect(words.contains(word), "\(rung?.name ?? "own"): \(word)")
      }
      repeat {
        person.press(.right)
        person.wait(10_000)
      } while person.view.beat.isCheckpoint
    }
  }

  @Test func rungsRise() {
    let parameters = Rung.famous.map(\.parameters)
    #expect(parameters == parameters.sorted())
    #expect(Rung.famous.allSatisfy { !$0.source.isEmpty && !$0.story.isEmpty })
    // As the source writes beside it: 6 * 124e6 * 10e9 = 7.44e18, and GPT-3's table D.1: 3.14e23.
    let small = Rung.famous.first { $0.name == "GPT-2 small" }?.operations
    #expect((small ?? 0).scientific == "7.5e+18")
    let three = Rung.famous.first { $0.name == "GPT-3" }?.operations ?? 0
    #expect(abs(three / 3.14e23 - 1) < 0.01)
  }

  /// Which parameters are counted in 6 · N · D, and whose tokens, is on the screen.
  @Test func whatIsCountedIsSaid() throws {
    var person = try Person.racing("own")
    for rung in Rung.famous {
      try person.enter(rung.id)
      guard let operations = rung.operations, let tokens = rung.tokens else {
        #expect(person.words.contains("not known"))
        continue
      }
      #expect(operations == 6 * (rung.active ?? rung.parameters) * tokens)
      #expect(person.words.contains("6·N·D = \(operations.asPowerOfTen) operations"))
      #expect(person.words.contains("N: \(rung.countedWords); D: \(tokens.large) tokens"))
      #expect(rung.name.hasPrefix("GPT-2") == person.words.contains("of llm.c’s training*"))
    }
    try person.enter("deepseek-v3")
    #expect(person.words.contains("N: the 37 B that a token meets"))
    person.press(.down)
    try person.enter("gpt-2-small")
    #expect(person.sees("10 B*") && person.sees("○"))
    // 8 of 256 experts, and one that is always there.
    let experts = try #require(Rung.famous.last?.story)
    #expect(experts.contains("257") && experts.contains("one that all share"))
  }

  /// The difference of each rung to the one above can be read, and seen where it is more than a cell.
  @Test func eachRungIsTold() throws {
    var person = try Person.racing("deepseek-v3", Size(80, 30))
    for measure in Measure.allCases {
      #expect(person.chosen?.id == Target(measure))
      let rows = person.lines
      for (below, above) in zip(Rung.famous.dropFirst(), Rung.famous) {
        let row = try #require(rows.first { $0.hasPrefix(" \(below.name)") })
        guard let value = measure.value(of: below), let before = measure.value(of: above) else {
          continue
        }
        #expect(row.contains("× \((value / before).timesWords)"), "\(below.name), \(measure)")
        #expect(row.contains("●") || row.contains("○"))
        if value / before > 3 { #expect(row.contains("─"), "\(below.name), \(measure)") }
      }
      person.press(.down)
    }
    #expect(1.0679.timesWords == "1.07" && 2.31.timesWords == "2.3")
  }

  /// The axis has its powers of ten, evenly, and a place for each number above 0.
  @Test func axis() throws {
    let scale = PowersOfTen([4192, 0, 671e9], width: 91)
    #expect(scale.column(0) == nil)
    #expect(scale.column(1e3) == 0 && scale.column(1e12) == 90)
    #expect([4, 5, 6, 11].map { scale.column(Double("1e\($0)") ?? 0) } == [10, 20, 30, 80])
    let labels = Area.picture(Size(95, 1)) { scale.drawLabels(in: $0) }.lines[0]
    #expect(labels.hasPrefix("10^3 ") && labels.hasSuffix("10^12"))
    #expect(try Person.racing("own").sees("10^6"))
    for power in 3...12 {
      let place = scale.column(Double("1e\(power)") ?? 0) ?? 0
      #expect(labels.dropFirst(place).hasPrefix("10^\(power)"), "each label begins at its mark")
    }
  }

  /// A click on what can be compared shows it.
  @Test func clicking() throws {
    var person = try Person.racing("gpt-3")
    try person.click(.pick(Target(Measure.operations)))
    #expect(person.chosen?.id == Target(Measure.operations))
    #expect(person.sees("3.2×10^23"))
  }

  /// The lowest rung is the reader's own run, whatever it is.
  @Test func ownRung() throws {
    var person = try Person.racing("own")
    #expect(person.sees("4,192"))
    let tokens = (0..<20).reduce(0) {
      $0 + person.scene.tokenizer.encode(person.scene.run.document(ofStep: $1)).count - 1
    }
    #expect(person.words.contains("\(tokens) tokens of training"))
    person.type("{")
    #expect(person.words.contains(" 0 tokens of training"))
    var other = try Person(chapter: 12, documents: ["anna", "otto"], steps: 3)
    other.finishTraining()
    try other.enter("own")
    #expect(other.words.contains("\(other.scene.run.parameterCount.grouped) parameters"))
    #expect(other.sees("width 8"))
  }

  /// Where nothing is trained yet, no rung is infinitely many times as much.
  @Test func beforeTheFirstStep() throws {
    var person = try Person.racing("own")
    person.go(toMoment: 0)
    for beat in person.beats.indices {
      person.enter(beat: beat)
      for _ in Measure.allCases {
        #expect(!person.text.contains("inf ") && !person.text.contains("nan"), "beat \(beat + 1)")
        person.press(.down)
      }
    }
    try person.enter("gpt-2-small")
    #expect(person.words.contains("29,685 times the parameters of this model layers") == false)
    #expect(person.words.contains("29,685 times the parameters of this model 6·N·D"))
  }

  /// The tokens of a moment are those of the steps before it, round by round.
  @Test func tokensAreCounted() throws {
    let run = try Runs.of(["anna", "bo", "x"], steps: 8)
    var counting = TokensSeen(run).begin(in: try Person(chapter: 12, run: run).scene)
    let answer = counting.work(stopwatch: { 0 }, until: { true })
    let seen = try #require(answer)
    for moment in 0...8 {
      let tokens = (0..<moment).reduce(0) { $0 + run.document(ofStep: $1).count + 1 }
      #expect(seen.before(moment) == tokens, "\(moment)")
    }
  }

  /// How long GPT-2 would take here, from the measured pace.
  @Test func andHere() throws {
    let person = try Person.racing("here")
    let score = try #require(person.score)
    let operations = 6 * 4192 * Double(score.tokens)
    let small = try #require(Rung.famous.first { $0.name == "GPT-2 small" }?.operations)
    for pace in [250e-6, 8e-6] {
      #expect(person.sees((small / (operations / (pace * 20))).duration))
    }
    #expect(person.sees("Assumed"))
  }

  @Test func numbersInWords() {
    #expect(4192.0.large == "4,192")
    #expect(124_439_808.0.large == "124 M")
    #expect(1.558e9.large == "1.6 B")
    #expect(999.9e6.large == "1.0 B")
    #expect(15e12.large == "15 T")
    #expect(14.8e12.large == "14.8 T")
    #expect(31.25.ratio == "31" && 3.21.ratio == "3.2")
    #expect(160_066_793.9.ratio == "160 million")
    #expect(1.8e16.ratio == "1.8×10^16")
    #expect(7.5e18.asPowerOfTen == "7.5×10^18" && 0.0.asPowerOfTen == "0")
    #expect(7.04e-6.duration == "7.0 µs")
    #expect(0.255.duration == "255 ms")
    #expect(1.5.duration == "1.5 seconds")
    #expect((94 * 60.0).duration == "94 minutes")
    #expect((9.34 * 31_557_600).duration == "9.3 years")
    #expect((757_708 * 31_557_600.0).duration == "760,000 years")
    #expect((1.236e9 * 31_557_600).duration == "1.2 billion years")
  }
}
