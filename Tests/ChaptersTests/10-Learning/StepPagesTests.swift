import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What is said of a step that is taken apart is counted in that step.
@MainActor @Suite struct StepPagesTests {
  private func person(moment: Int, beat: String, _ size: Size = Size(80, 24)) throws -> Person {
    var person = try Person(chapter: 10, size)
    person.go(toMoment: moment)
    try person.enter(beat)
    return person
  }

  /// Adam's formula stands whole beside its value, and gives it.
  @Test(arguments: [1, 3, 500, 1000]) func adamsFormula(moment: Int) throws {
    var person = try person(moment: moment, beat: "adam")
    let step = try #require(person.scene.step)
    for _ in 0..<3 {
      let index = try #require(person.controls.first.map { Int($0.value) })
      let t = Double(moment)
      let mHat = step.after.m[index] / (1 - pow(0.85, t))
      let vHat = step.after.v[index] / (1 - pow(0.99, t))
      let rate = 0.01 * (1 - (t - 1) / 1000)
      let move = -rate * mHat / (vHat.squareRoot() + 1e-8)
      let change = step.after.parameters[index] - step.before.parameters[index]
      #expect(abs(move - change) < 1e-12)
      #expect(person.words.contains("-η · mHat / (√vHat + ε) \(change.shown(6)) "))
      #expect(person.words.contains("mHat = m / (1 - 0.85^\(moment)) \(mHat.shown(6)) "))
      #expect(person.words.contains("vHat = v / (1 - 0.99^\(moment)) \(vHat.shown(6)) "))
      person.type("+")
    }
  }

  /// How many go along their gradient, against it, or stand still.
  @Test(arguments: [1, 3, 300, 1000]) func waysAreCounted(moment: Int) throws {
    var person = try person(moment: moment, beat: "adam")
    let step = try #require(person.scene.step)
    let moves = zip(step.before.parameters, step.after.parameters).map { $1 - $0 }
    let along = zip(moves, step.gradients).count { $0 * $1 > 0 }
    let against = zip(moves, step.gradients).count { $0 * $1 < 0 }
    let still = moves.count { $0 == 0 }
    let without = moves.count - along - against - still
    #expect(moment > 1 ? along > 0 : along == 0, "the first mean is the gradient")
    let share = Double(along) / Double(moves.count - still)
    #expect(
      person.page.caption.contains(
        along == 0 ? "none went along its gradient" : "\(share.percent(0)) of those that moved"))
    #expect(
      person.words.contains(
        "\(against.grouped) parameters moved against their gradient, \(along.grouped) along it, "
          + "\(without.grouped) though it is 0"))
    try person.enter("after")
    #expect(person.page.caption.contains("\(still.grouped) parameters stood still"))
    #expect(person.words.contains("\((moves.count - still).grouped) of 4,192 parameters moved"))
  }

  /// Those that stand still are not only those whose letters have not come up yet.
  @Test func whyTheyStandStill() throws {
    let person = try person(moment: 1000, beat: "after")
    let step = try #require(person.scene.step)
    let still = step.gradients.indices.filter {
      step.before.parameters[$0] == step.after.parameters[$0]
    }
    let untouched = still.count { step.after.m[$0] == 0 && step.after.v[$0] == 0 }
    #expect(untouched > 0 && untouched < still.count)
    #expect(
      person.page.caption.contains(
        "for \(untouched.grouped) m and v are 0, for \((still.count - untouched).grouped) m is too small"
      ))
  }

  /// After one step nothing can be left of former gradients, so nothing is said of that.
  @Test func whyTheyStandStillAtFirst() throws {
    let person = try person(moment: 1, beat: "after")
    let step = try #require(person.scene.step)
    #expect(step.gradients.contains(0))
    #expect(person.page.caption.contains("parameters stood still: m and v are 0."))
  }

  /// No two keys in the key line have the same name.
  @Test func namesOfKeys() throws {
    var person = try Person(chapter: 10)
    for beat in person.beats.indices {
      person.enter(beat: beat)
      let names = person.page.keys.map(\.label).filter { !$0.isEmpty }
      #expect(Set(names).count == names.count, "beat \(beat + 1): \(names)")
    }
  }

  /// A difference of the fourth digit is seen, and it is said that the bars do not begin at 0.
  @Test func smallDifferencesAreSeen() throws {
    var person = try person(moment: 1000, beat: "after")
    func cells(_ words: String) -> Int {
      person.lines.first { $0.contains(words) }?.count { "█▏▎▍▌▋▊▉".contains($0) } ?? 0
    }
    #expect(person.sees("2.0540") && person.sees("2.0538"))
    #expect(cells("before the step") > 50 && cells("after it") < 30)
    #expect(person.sees("The difference alone: the bars begin at 2.0537, not at 0."))
    person.go(toMoment: 3)
    #expect(!person.sees("The difference alone"))
    #expect(cells("before the step") > 50 && cells("after it") > 45)
  }

  /// The list ends with the last step of the run: what comes behind it is not trained.
  @Test func theListEndsWithTheRun() throws {
    var person = try person(moment: 1000, beat: "document")
    let run = person.visit.run
    #expect(person.sees("step 1,000  \(run.document(ofStep: 999))"))
    #expect(!person.sees("1,001") && !person.sees(run.document(ofStep: 1000)))
    #expect(person.sees("it never sees the other 31,952 names"))
    try person.enter("training")
    #expect(!person.sees("next ") && person.sees("no step left"))
    person.go(toMoment: 999)
    #expect(person.sees("next \(run.document(ofStep: 999))"))
    person.go(toMoment: 500)
    try person.enter("document")
    #expect(person.sees("step 500  \(run.document(ofStep: 499))"))
    #expect(person.sees("step 501  \(run.document(ofStep: 500))"))
  }

  /// More documents than steps, fewer, and one alone.
  @Test(arguments: [["a", "b", "c", "ab", "ba"], ["ab"]]) func listsOfAnyLength(documents: [String])
    throws
  {
    var person = try Person(chapter: 10, run: try Runs.of(documents, steps: 3))
    for moment in 0...3 {
      person.go(toMoment: moment)
      try person.enter("document")
      #expect(person.sees("step 3 ") && !person.sees("step 4 "))
      #expect(
        person.sees(documents.count > 3 ? "never sees the other 2 names" : "The run ends here."))
    }
  }

  /// In a small window the change and the parameter are still there.
  @Test func adamInASmallWindow() throws {
    let person = try person(moment: 300, beat: "adam", Size(60, 16))
    let step = try #require(person.scene.step)
    let index = try #require(person.controls.first.map { Int($0.value) })
    let (before, after) = (step.before.parameters[index], step.after.parameters[index])
    #expect(person.sees("change"))
    #expect(person.sees("\(before.fixed(6)) → \(after.fixed(6))"))
  }

  /// Nothing is trained: nothing can be taken apart, and that is said.
  @Test func beforeTheFirstStep() throws {
    var person = try Person(chapter: 10, documents: ["ab", "ba"], steps: 5)
    for beat in ["document", "forward", "losses", "backward", "adam", "after"] {
      try person.enter(beat)
      #expect(person.sees("No step is trained yet"))
    }
    person.finishTraining()
    #expect(!person.sees("No step is trained yet"))
  }
}
