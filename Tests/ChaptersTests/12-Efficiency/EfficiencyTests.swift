import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Chapter 12: the race and the ladder.
@MainActor @Suite struct EfficiencyTests {
  private static let race = 3

  /// Chapter 12 on a short run, at a beat counted from 0.
  private func person(beat: Int = race, _ size: Size = Size(80, 24), steps: Int = 20) throws
    -> Person
  {
    var person = try Person(chapter: 12, size, run: Runs.short(steps: steps))
    try person.explainer.show(beat: beat + 1, moment: nil, size: size)
    return person
  }

  private func raced(_ person: Person) -> Race? {
    (person.explainer.chapter as? EverythingElse)?.race
  }

  /// All that is on the screen, as one line.
  private func words(_ person: Person) -> String {
    person.text.split { " \n".contains($0) }.joined(separator: " ")
  }

  private func expectWork(_ person: inout Person, _ words: Comment? = nil) {
    let worked = person.work()
    #expect(worked, words)
  }

  private func expectNoWork(_ person: inout Person, _ words: Comment? = nil) {
    let worked = person.work()
    #expect(!worked, words)
  }

  // MARK: The graph

  /// The nodes that are counted are those that the loss depends on, and those of the other answers.
  @Test func censusIsThatOfTheGraph() throws {
    let run = try Runs.short(steps: 1)
    let tokens = run.tokenizer.encode("emma")
    var model = run.model(at: 1)
    let census = model.census(tokens: tokens)
    let loss = model.loss(tokens: tokens).mean
    let found = model.graph.depthFirstOrder(from: loss)
    for operation in Operation.allCases where operation != .leaf {
      let count = found.count { model.graph.operation($0) == operation }
      // The probabilities of what did not come next are divided too, and lead to no loss.
      let unused = [.multiply, .power].contains(operation) ? 5 * (model.vocabularySize - 1) : 0
      #expect(census.counts[operation] == count + unused, "\(operation)")
    }
    // Before the parameters there is the number 0.
    #expect(1 + census.parameters + census.nodes == model.graph.count)
    // Two numbers for each node, and something for the children of most.
    #expect(census.bytes > 16 * model.graph.count && census.bytes < 40 * model.graph.count)
  }

  @Test func graphAndEngineAreShown() throws {
    var person = try person(beat: 1)
    let census = person.explainer.study.census(of: "emma")
    #expect(person.sees("\(census.nodes.grouped) nodes for “emma” (5 positions)"))
    for count in census.counts.values { #expect(person.sees(count.grouped)) }
    person.press(.right, .right)
    #expect(person.sees("12 operations on whole vectors"))
    #expect(person.sees("in place of \(census.nodes.grouped) nodes"))
    #expect(person.sees("linear 48 × 16"))
  }

  /// The engine tells of itself what it is made of.
  @Test func outline() throws {
    let size = try ModelSize(layers: 3, width: 8, blockSize: 8, heads: 2)
    let engine = FastEngine(size: size, vocabularySize: 11, settings: .standard)
    #expect(engine.outline.count == 4 + 3 * 8)
    #expect(engine.outline.first?.kind == .embedding)
    #expect(engine.outline.last?.kind == .loss)
    let linear = engine.outline.filter { $0.kind == .linear }
    #expect(linear.map(\.rows) == [24, 8, 32, 8, 24, 8, 32, 8, 24, 8, 32, 8, 11])
    #expect(linear.map(\.columns) == [8, 8, 8, 32, 8, 8, 8, 32, 8, 8, 8, 32, 8])
    // At least the parameters, their m and v.
    #expect(engine.bytes > 24 * Int(size.parameters(vocabularySize: 11)))
  }

  // MARK: The race

  @Test func bothTrainTheSame() throws {
    var person = try person(steps: 60)
    person.finishTraining()
    let race = try #require(raced(person))
    #expect(race.isOver && race.distance == 60)
    #expect(race.exact.losses.count == 60 && race.fast.losses.count == 60)
    #expect(race.largestDifference < 1e-12)
    let run = try Run(
      corpus: person.scene.run.corpus, settings: person.scene.run.settings, engine: .exact)
    while run.train() != nil {}
    #expect(race.exact.losses == run.losses)
  }

  /// By the clock of the test a step takes 250 µs and 8 µs.
  @Test func ratioIsThatOfTheClock() throws {
    var person = try person()
    person.finishTraining()
    let race = try #require(raced(person))
    #expect(race.pace(race.exact) == 250_000)
    #expect(race.pace(race.fast) == 8_000)
    #expect(race.ratio == 31.25)
    #expect(race.exact.trainings == Race.trainings)
    // Both have had the same time, but for the last turn.
    #expect(race.fast.time >= race.exact.time && race.fast.time < race.exact.time + 5_000_000)
    #expect(person.sees("× 31"))
    #expect(words(person).contains("31 times as fast"))
    // 223 ms at 8 µs a step.
    #expect(words(person).contains("time for 27,875 steps of the fast engine here"))
    #expect(person.sees("250 µs"))
    #expect(person.sees("125,000"))
  }

  /// It begins with its beat, goes on in small pieces, rests while another chapter is open, and ends
  /// with a result.
  @Test func raceIsDoneInSlices() throws {
    var person = try person(beat: 2)
    expectNoWork(&person, "not before its beat")
    person.press(.right)
    #expect(person.beat == EfficiencyTests.race)
    #expect(person.sees("about to begin"))
    expectWork(&person)
    let begun = try #require(raced(person))
    #expect(begun.steps(begun.exact) == 1)
    for _ in 0..<30 { _ = person.work() }
    #expect(person.sees("training 2"))
    #expect(raced(person)?.isOver == false)
    person.type("2")
    expectNoWork(&person)
    person.type("g12")
    person.press(.enter)
    #expect(person.explainer.chapter.number == 12)
    expectWork(&person, "it goes on")
    person.finishTraining()
    #expect(raced(person)?.isOver == true)
    expectNoWork(&person)
  }

  @Test func racingAgain() throws {
    var person = try person()
    person.press(.enter)
    #expect(person.sees("not over yet"))
    person.finishTraining()
    person.press(.right, .right, .right)
    person.press(.enter)
    #expect(person.beat == EfficiencyTests.race)
    #expect(raced(person) == nil)
    expectWork(&person)
    person.type("r")
    #expect(person.beat == 0)
    #expect(raced(person) == nil)
    expectNoWork(&person)
  }

  /// A large model races over a shorter distance.
  @Test func distanceIsWorthWaitingFor() throws {
    var settings = RunSettings.standard
    settings.steps = 2000
    let run = try Run(corpus: Corpus(Runs.names()), settings: settings)
    #expect(Race(run: run, engines: Race.engines(of:)).distance == 1000)
    settings.size = try ModelSize(layers: 4, width: 64, blockSize: 16, heads: 4)
    let large = try Run(corpus: run.corpus, settings: settings)
    #expect(
      Race(run: large, engines: Race.engines(of:)).distance == 16_000_000 / large.parameterCount)
    settings.steps = 5
    #expect(
      try Race(run: Run(corpus: run.corpus, settings: settings), engines: Race.engines(of:))
        .distance == 5)
  }

  /// Another run is another race.
  @Test func raceBelongsToItsRun() throws {
    var person = try person()
    person.finishTraining()
    let first = try #require(raced(person))
    person.type("g10")
    person.press(.enter)
    person.type("R")
    person.finishTraining()
    person.type("g12")
    person.press(.enter)
    #expect(person.sees("about to begin"))
    person.finishTraining()
    let second = try #require(raced(person))
    #expect(second.run === person.scene.run && second.isOver)
    #expect(second.exact.losses != first.exact.losses)
  }

  /// A run whose loss becomes no number is raced as far as it goes.
  @Test func brokenOff() throws {
    var settings = RunSettings.standard
    settings.learningRate = 100
    settings.steps = 30
    let run = try Run(corpus: Corpus(Runs.names()), settings: settings)
    while run.train() != nil {}
    let end = try #require(run.divergedAt)
    var person = try Person(chapter: 12, run: run)
    for beat in person.beats.indices {
      try person.explainer.show(beat: beat + 1, moment: nil, size: person.size)
      person.finishTraining()
      #expect(!person.text.contains("nan"), "beat \(beat + 1)")
    }
    #expect(raced(person)?.distance == end)
  }

  /// The movement shows what was measured: where the exact engine is in the middle, the other one has
  /// trained so often as the ratio says.
  @Test func slowMotion() throws {
    var person = try person()
    person.finishTraining()
    person.press(.right)
    person.wait(EverythingElse.slowSeconds * 500)
    #expect(person.sees("step 10 of 20"))
    #expect(person.sees("15 whole trainings"))
    #expect(person.sees("training 16"))
    person.press(.right)
    #expect(person.sees("step 20 of 20"))
    #expect(person.sees("31 whole trainings"))
    // 20 steps of 250 µs are 5 ms; 12 seconds are 2,400 times as long.
    #expect(person.sees("2,400 times slower"))
  }

  @Test func lossesAreCompared() throws {
    var person = try person(beat: 5)
    person.finishTraining()
    let race = try #require(raced(person))
    for losses in [race.exact.losses, race.fast.losses] {
      #expect(person.sees("\(losses[19])"))
    }
    let digits = Agreement(race.exact.losses[19], race.fast.losses[19]).digits
    #expect(digits >= 12)
    #expect(person.sees("\(digits) digits agree"))
  }

  @Test func agreement() {
    #expect(Agreement(2.5, 2.5).digits == 2)
    #expect(Agreement(2.0539, 2.0541).digits == 3)
    #expect(Agreement(0.00123, 0.00124).digits == 2)
    #expect(Agreement(1, 2).digits == 0)
    #expect(Agreement(1.25, 1.2).second == "1.2 ")
  }

  // MARK: The ladder

  /// Each rung's figures and all of its source can be read, whatever the window.
  @Test(arguments: [Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60)])
  func sourcesAreOnTheScreen(size: Size) throws {
    var person = try person(beat: 6, size)
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
      let caption = person.explainer.chapter.beats(in: person.scene)[person.beat].caption
      for word in caption.split(separator: " ") where size.width >= 80 {
        #expect(words.contains(word), "\(rung?.name ?? "own"): \(word)")
      }
      person.press(.right, .right)
    }
  }

  @Test func rungsRise() {
    let parameters = Rung.famous.map(\.parameters)
    #expect(parameters == parameters.sorted())
    #expect(Rung.famous.allSatisfy { !$0.source.isEmpty && !$0.story.isEmpty })
    // As the source writes beside it: 6 * 124e6 * 10e9 = 7.44e18, and GPT-3's table D.1: 3.14e23.
    let small = Rung.famous.first { $0.name == "GPT-2 small" }?.compute
    #expect((small ?? 0).scientific == "7.5e+18")
    let three = Rung.famous.first { $0.name == "GPT-3" }?.compute ?? 0
    #expect(abs(three / 3.14e23 - 1) < 0.01)
  }

  /// The lowest rung is the reader's own run, whatever it is.
  @Test func ownRung() throws {
    var person = try person(beat: 6)
    #expect(person.sees("4,192"))
    let tokens = (0..<20).reduce(0) {
      $0 + person.scene.tokenizer.encode(person.scene.run.document(ofStep: $1)).count - 1
    }
    #expect(words(person).contains("\(tokens) tokens of training"))
    person.type("{")
    #expect(words(person).contains(" 0 tokens of training"))
    var other = try Person(chapter: 12, documents: ["anna", "otto"], steps: 3)
    try other.explainer.show(beat: 7, moment: nil, size: other.size)
    other.finishTraining()
    #expect(words(other).contains("\(other.scene.run.parameterCount.grouped) parameters"))
    #expect(other.sees("width 8"))
  }

  /// How long GPT-2 would take here, from the measured pace.
  @Test func andHere() throws {
    var person = try person(beat: 13)
    person.finishTraining()
    let race = try #require(raced(person))
    let operations = 6 * 4192 * Double(race.tokens)
    let small = try #require(Rung.famous.first { $0.name == "GPT-2 small" }?.compute)
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
    #expect(1.8e16.ratio == "1.8e+16")
    #expect(7.04e-6.duration == "7.0 µs")
    #expect(0.255.duration == "255 ms")
    #expect(1.5.duration == "1.5 seconds")
    #expect((94 * 60.0).duration == "94 minutes")
    #expect((9.34 * 31_557_600).duration == "9.3 years")
    #expect((757_708 * 31_557_600.0).duration == "760,000 years")
    #expect((1.236e9 * 31_557_600).duration == "1.2 billion years")
  }
}
