import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The runs that were tried: a line each, compared, and come back to.
@MainActor @Suite struct RunsTableTests {
  /// Three runs, the last one with another learning rate; at the table.
  private func person(_ size: Size = Size(80, 24)) throws -> Person {
    var person = try KnobTests.person(size)
    person.type("R")
    person.finishTraining()
    person.type("-")
    person.finishTraining()
    person.choose(.setting(.learningRate))
    person.type("+")
    person.finishTraining()
    person.type("x")
    #expect(person.view.beat.id == "runs")
    return person
  }

  @Test func theTable() throws {
    let person = try person()
    let tried = person.scene.runs.tried
    #expect(tried.map(\.settings.seed) == [42, 42, 43])
    #expect(tried.map(\.settings.learningRate) == [0.015, 0.01, 0.01])
    for (index, record) in tried.enumerated() {
      let run = try Runs.of(record.settings)
      #expect(record.losses == run.losses)
      #expect(record.result == run.losses.reduce(0, +) / 30, "all of them, since they are fewer")
      let line = person.lines[3 + index]
      #expect(line.contains(record.settings.ownWords))
      let result = try #require(record.result)
      #expect(line.contains(result.fixed(3)))
      let names = run.names(4, temperature: 0.5, at: 30).map(\.text)
      #expect(record.names == names)
      let name = try #require(names.first)
      #expect(line.contains(name))
    }
  }

  /// The mean of the last hundred of more.
  @Test func resultOfLongRuns() throws {
    let losses = try Runs.trained().losses
    let result = try #require(RunRecord.mean(of: losses))
    #expect(abs(result - losses[900...].reduce(0, +) / 100) < 1e-12)
    #expect(RunRecord.mean(of: []) == nil)
  }

  @Test func comparedWithTheChosenOne() throws {
    var person = try person()
    let tried = person.scene.runs.tried
    let comparison = Comparison(tried[0], tried[1])
    #expect(comparison.first?.step == 1, "the first step is taken from the same parameters")
    #expect(
      person.sees(
        "They part at step 2: ━ \(tried[0].losses[1].fixed(3)) ╍ \(tried[1].losses[1].fixed(3))"))
    let difference = try #require(comparison.difference)
    #expect(person.sees("At the end \(difference.magnitude.shown(3)) "))
    person.press(.down)
    #expect(person.sees("They part at step 1: "), "another seed begins elsewhere")
    person.press(.down, .down)
    #expect(person.view.cue.choice(as: Knob.self) == .setting(.learningRate))
    person.press(.up, .up, .up, .up)
    #expect(person.sees("Each line is a run"))
  }

  /// Longer runs lower the learning rate later, so they part at the third step.
  @Test func whereRunsPart() throws {
    func record(_ run: Run) -> RunRecord { RunRecord(of: run, last: run.state(at: run.trained)) }
    let one = record(try Runs.short(steps: 30))
    let other = record(try Runs.short(steps: 40))
    #expect(Comparison(one, other).first?.step == 2)
    #expect(Comparison(one, one).first == nil)
    #expect(Comparison(one, one).difference == 0)
    // 2.429 beside 2.358 are 0.071 apart, whatever digits come behind; only what looks the same is
    // compared by those.
    #expect(Comparison.difference(2.42885, 2.35849).fixed(3) == "0.071")
    #expect(Comparison.difference(2.3581, 2.3584) < 0)
    #expect(Comparison.difference(2.3584, 2.3581) > 0)
    #expect(Comparison.shown(1.23456, 1.23457).0 == "1.23456")
    #expect(Comparison.shown(1.2, 1.3).1 == "1.300")
  }

  @Test func goingBackToARun() throws {
    var person = try person()
    let tried = person.scene.runs.tried
    person.press(.down, .enter)
    #expect(person.scene.newest.settings.seed == 43)
    person.finishTraining()
    #expect(person.scene.runs.tried.map(\.settings) == [2, 0, 1].map { tried[$0].settings })
    #expect(person.scene.runs.tried[0] == tried[2], "the same again, to the last digit")
    #expect(person.visit.former?.settings == tried[0].settings)
    let isBusy = person.work()
    #expect(!isBusy)
    person.press(.up, .enter)
    #expect(person.sees("all chapters show already"))
  }

  @Test func clicking() throws {
    var person = try person()
    try person.click(.pick(Target(Learning.TriedRun(person.scene.runs.tried[2]))))
    #expect(person.sees("They part at step 1: "))
    #expect(person.lines.contains { $0.contains("▸    steps 30, seed 43") })
  }

  /// The list is no longer than it must be, whatever is tried.
  @Test func manyRuns() throws {
    var person = try Person(chapter: 10, documents: ["ab", "ba", "abba"], steps: 12)
    person.finishTraining()
    for _ in 0..<60 {
      person.type("R")
      person.finishTraining()
    }
    #expect(person.scene.runs.tried.count == 50)
    #expect(person.scene.runs.tried.map(\.settings.seed) == (53...102).reversed())
    person.type("xx")
    for _ in 0..<55 { person.press(.down) }
    #expect(person.sees("▸") && person.sees("seed 53"))
    person.resize(200, 60)
    person.type("xx")
    #expect(person.sees("Runs tried") && person.sees("seed 102"))
  }
}

extension Runs {
  /// A run on the names with such settings, trained to its end.
  static func of(_ settings: RunSettings) throws -> Run {
    var run = try Run(corpus: Corpus(names()), settings: settings, engine: .fast)
    while run.train() != nil {}
    return run
  }
}
