import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Chapter 10: training plays, goes back, starts over, and is taken apart.
@MainActor @Suite struct LearningTests {
  @Test func playing() throws {
    var person = try Person(chapter: 10)
    person.type("r")
    #expect(person.scene.moment == 0)
    person.wait(500)
    person.type(" ")
    #expect(person.scene.isTraining)
    person.wait(1_000)
    let moment = person.scene.moment
    #expect(moment > 0 && moment < 1000)
    person.wait(1_000)
    #expect(person.scene.moment == 2 * moment)
    person.type(" ")
    let picture = person.picture
    person.wait(5_000)
    #expect(person.scene.moment == 2 * moment)
    #expect(person.picture == picture)
    person.press(.left)
    #expect(person.scene.moment == 2 * moment - 1)
    person.press(.right, .right)
    #expect(person.scene.moment == 2 * moment + 1)
    person.press(.end)
    #expect(person.scene.moment == 1000)
    person.press(.home)
    #expect(person.scene.moment == 0)
  }

  /// Whoever opens the chapter first sees the model untrained; one who chose a moment keeps it.
  @Test func firstVisit() throws {
    let run = try Runs.trained()
    func visit() throws -> Visit {
      try Visit(
        run: run, chapter: Visit.numbers[0], makeRun: { _ in run }, stopwatch: { 0 })
    }
    var first = try visit()
    first.handle(.key(.character("g")), at: 0)
    for key in "10" { first.handle(.key(.character(key)), at: 0) }
    first.handle(.key(.enter), at: 0)
    #expect(first.moment(at: 0) == 0)
    var other = try visit()
    other.handle(.key(.character("[")), at: 0)
    other.goTo(chapter: 10, at: 0)
    #expect(other.moment(at: 0) == 999)
  }

  /// The scrub bar moves training steps, the counter counts beats.
  @Test func atBothEnds() throws {
    var person = try Person(chapter: 10)
    #expect(person.sees("1 / 13") && person.sees("step 1,000 of 1,000"))
    person.press(.home)
    #expect(person.sees("1 / 13") && person.sees("step 0 of 1,000"))
    person.press(.left)
    #expect(person.scene.moment == 0)
    #expect(person.status.contains("This is the beginning"))
    person.press(.end, .right)
    #expect(person.view.beat.id == "knobs")
    #expect(person.scene.moment == 1000)
    person.press(.left)
    #expect(person.view.beat.id == "training")
  }

  /// Space and t are the same there, and Enter stops to look.
  @Test func spaceTrains() throws {
    var person = try Person(chapter: 10)
    person.press(.home)
    var other = person
    person.type(" ")
    other.type("t")
    person.wait(700)
    other.wait(700)
    #expect(person.picture == other.picture)
    person.type("x")
    #expect(person.scene.isTraining, "the knobs do not stop it")
    person.type("xx")
    person.press(.enter)
    #expect(!person.scene.isTraining)
    #expect(person.view.beat.id == "document")
  }

  /// A name without a letter is told as what it is.
  @Test func namesWithoutALetter() throws {
    let person = try Person(chapter: 10)
    let names = try Runs.trained().names(13, temperature: 0.5, at: 1000)
    #expect(names.contains { $0.text.isEmpty })
    #expect(person.sees("(no letter)") && person.sees("(no letter): over at once"))
  }

  @Test func speed() throws {
    var person = try Person(chapter: 10)
    var moments: [Int] = []
    person.type("<<<")
    for _ in 0..<6 {
      person.type("r ")
      person.wait(1_000)
      moments.append(person.scene.moment)
      person.type(" +")
    }
    #expect(moments == moments.sorted() && Set(moments).count == moments.count)
    #expect(moments.first == 1 && moments.last == 1000)
  }

  /// Faster or slower while it plays: it goes on from where it is.
  @Test func speedWhilePlaying() throws {
    var person = try Person(chapter: 10)
    person.type("r ")
    person.wait(1_000)
    let moment = person.scene.moment
    person.type("-")
    #expect(person.scene.moment == moment)
    person.wait(1_000)
    #expect(person.scene.moment > moment && person.scene.moment < 2 * moment)
  }

  @Test func startingOverIsTheSameRun() throws {
    let losses = try Runs.trained().losses
    var person = try Person(chapter: 10)
    for step in [1, 2, 3] {
      person.type("r")
      for _ in 0..<step { person.press(.right) }
      #expect(person.scene.moment == step)
      #expect(person.sees("loss \(losses[step - 1].fixed(3))"))
    }
    #expect(losses[0].fixed(4) == "3.3078", "as microgpt.py prints it")
  }

  @Test func scrubbing() throws {
    var person = try Person(chapter: 10)
    let bar = Touch.slide(Target(FrameTarget.scrubber))
    try person.drag(bar, to: 0)
    #expect(person.scene.moment == 0)
    try person.drag(bar, to: 1)
    #expect(person.scene.moment == 1000)
    try person.drag(bar, to: 0.5)
    #expect(abs(person.scene.moment - 500) < 100)
  }

  @Test func namesFollowTheMoment() throws {
    var person = try Person(chapter: 10, Size(100, 40))
    for moment in [0, 500, 1000] {
      person.go(toMoment: moment)
      let names = try Runs.trained().names(10, temperature: 0.5, at: moment)
      for name in names where !name.text.isEmpty { #expect(person.sees(name.text)) }
    }
  }

  @Test(arguments: [1, 2, 500, 1000]) func takenApart(moment: Int) throws {
    var person = try Person(chapter: 10)
    let run = try Runs.trained()
    person.go(toMoment: moment)
    let before = person.picture
    person.press(.enter)
    #expect(person.view.beat.id == "document")
    let document = run.document(ofStep: moment - 1)
    #expect(person.page.caption.contains("“\(document)”"))
    #expect(person.scene.moment == moment)

    let trace = run.trace(of: document, at: moment - 1)
    try person.enter("forward")
    for (index, position) in trace.positions.enumerated() {
      #expect(person.sees(position.probabilities[trace.tokens[index + 1]].percent(2)))
    }
    try person.enter("losses")
    for position in trace.positions { #expect(person.sees(position.loss.fixed(4))) }
    #expect(abs(trace.loss - run.losses[moment - 1]) < 1e-12)
    #expect(person.sees(trace.loss.fixed(4)))
    person.press(.enter)
    #expect(person.beat == 0)
    #expect(person.picture == before)
  }

  /// Adam's rule, computed here from what is known before the step, gives what is shown after it.
  @Test(arguments: [1, 7, 1000]) func adam(moment: Int) throws {
    var person = try Person(chapter: 10)
    person.go(toMoment: moment)
    let step = try #require(person.scene.step)
    let t = Double(moment)
    for index in stride(from: 0, to: step.gradients.count, by: 97) {
      let g = step.gradients[index]
      let m = 0.85 * step.before.m[index] + 0.15 * g
      let v = 0.99 * step.before.v[index] + 0.01 * g * g
      #expect(abs(m - step.after.m[index]) < 1e-14)
      #expect(abs(v - step.after.v[index]) < 1e-14)
      let rate = 0.01 * (1 - Double(moment - 1) / 1000)
      let change = rate * (m / (1 - pow(0.85, t))) / ((v / (1 - pow(0.99, t))).squareRoot() + 1e-8)
      #expect(abs(step.before.parameters[index] - change - step.after.parameters[index]) < 1e-12)
    }
  }

  @Test func adamOnTheScreen() throws {
    var person = try Person(chapter: 10)
    person.go(toMoment: 300)
    person.press(.enter)
    try person.enter("adam")
    let step = try #require(person.scene.step)
    #expect(step.number == 299)
    let steepest = try #require(
      step.gradients.indices.max { abs(step.gradients[$0]) < abs(step.gradients[$1]) })
    func expectShown(_ index: Int) {
      #expect(person.sees(step.gradients[index].shown(6)))
      let (before, after) = (step.before, step.after)
      #expect(person.sees("\(before.m[index].shown(6)) → \(after.m[index].shown(6))"))
      #expect(person.sees("\(before.v[index].shown(6)) → \(after.v[index].shown(6))"))
      #expect(
        person.sees("\(before.parameters[index].fixed(6)) → \(after.parameters[index].fixed(6))"))
    }
    expectShown(steepest)
    person.type("+")
    expectShown(steepest + 1)
    person.type("--")
    expectShown(steepest - 1)
    person.type("<")
    expectShown(steepest - 17)
  }

  /// The next seed trains while the picture goes on; then everything follows it.
  @Test func anotherSeed() throws {
    var person = try Person(chapter: 10, run: try Runs.short(steps: 30))
    let first = person.visit.run.losses
    let isBusy = person.work()
    #expect(!isBusy, "there is nothing left to do")
    person.type("R")
    #expect(!person.sees("another run"), "words that come and go would flicker")
    person.wait(300)
    for step in 0..<30 {
      #expect(person.visit.run.losses == first, "the first run stays")
      #expect(person.scene.moment == 30)
      #expect(person.sees("another run: \(step * 100 / 30)%"))
      #expect(person.scene.newest.trained == step)
      let isTraining = person.work()
      #expect(isTraining)
    }
    let goesOn = person.work()
    #expect(!goesOn)
    #expect(person.visit.run.settings.seed == 43)
    #expect(person.scene.moment == 30)
    let other = try Runs.short(steps: 30, seed: 43)
    #expect(person.visit.run.losses == other.losses)
  }

  /// Keys are answered while the first training goes on.
  @Test func lookingWhileTraining() throws {
    var person = try Person(chapter: 10, run: try Runs.untrained(steps: 40))
    for step in 1...20 {
      _ = person.work()
      #expect(person.scene.moment == step, "the newest")
      if step % 8 == 0 { person.press(.tab) }
    }
    person.type("[")
    person.finishTraining()
    #expect(person.visit.run.trained == 40)
    #expect(person.scene.moment == 19, "a chosen moment stays")
  }
}
