import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What heads look at and what attention buys: measured in another way, and said as it is.
@MainActor @Suite struct HeadsAtWorkTests {
  private static let documents = ["emma", "olivia", "ava", "mia", "noah", "hannah", "anna"]

  private static func run(steps: Int = 30, layers: Int = 1) throws -> Run {
    let size = try ModelSize(layers: layers, width: 8, blockSize: 6, heads: 2)
    var run = try Runs.make(seed: 3, steps: steps, documents: documents, size: size)
    while run.train() != nil {}
    return run
  }

  private func trace(_ run: Run, _ document: String, at moment: Int, without part: Ablation? = nil)
    -> Trace
  {
    run.model(at: moment).trace(tokens: run.tokenizer.encode(document), without: part)
  }

  /// The mean of all documents' losses.
  private func loss(_ run: Run, at moment: Int, without part: Ablation? = nil) -> Double {
    let losses = HeadsAtWorkTests.documents.map {
      trace(run, $0, at: moment, without: part).loss
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  @Test(arguments: [1, 2]) func roles(layers: Int) throws {
    let run = try HeadsAtWorkTests.run(layers: layers)
    var person = try Person(chapter: 8, Size(100, 30), run: run)
    try person.enter("roles")
    for moment in [30, 0] {
      person.go(toMoment: moment)
      let study = try #require(person.scene.headStudy)
      #expect(study.moment == moment)
      for layer in 0..<layers {
        for head in 0..<2 {
          var (bos, itself, before, even, count) = (0.0, 0.0, 0.0, 0.0, 0.0)
          for document in HeadsAtWorkTests.documents {
            for (i, position) in trace(run, document, at: moment).positions.enumerated()
            where i >= 2 {
              let weights = position.activations.layers[layer].heads[head].weights
              bos += weights[0]
              itself += weights[i]
              before += weights[i - 1]
              even += 1 / Double(i + 1)
              count += 1
            }
          }
          let means = study.roles.heads[layer][head]
          #expect(abs(means.bos - bos / count) < 1e-9)
          #expect(abs(means.itself - itself / count) < 1e-9)
          #expect(abs(means.previous - before / count) < 1e-9)
          #expect(abs(study.roles.even - even / count) < 1e-9)
          let name = layers > 1 ? "layer \(layer) head \(head)" : "head \(head)"
          let row = try #require(person.lines.last { $0.hasPrefix(" \(name) ") })
          for share in [bos, itself, before] { #expect(row.contains((share / count).percent())) }
        }
      }
    }
  }

  /// After 1,000 steps no head has one of the three jobs; after 10,000 all four have.
  @Test func jobsAppear() throws {
    var person = try Person(chapter: 8)
    try person.enter("roles")
    #expect(person.page.caption.contains("After 1,000 steps no head looks at any of them"))
    let short = try #require(person.scene.headStudy)
    #expect(person.words.contains("clear: from \((short.roles.even * 4 / 3).percent()) on"))
    #expect(person.lines.count { $0.contains(/head \d .*–/) } == 4)
    var long = try Person(chapter: 8, run: Runs.short(steps: 10_000))
    try long.enter("roles")
    let study = try #require(long.scene.headStudy)
    #expect(study.roles(layer: 0, head: 0) == [.previous])
    #expect(study.roles(layer: 0, head: 2) == [.bos])
    // What is called clear is what is a third more than an even spread.
    for head in 0..<4 {
      let means = study.roles.heads[0][head]
      let shares: [(HeadStudy.Role, Double)] = [
        (.bos, means.bos), (.previous, means.previous), (.itself, means.itself),
      ]
      let clear = shares.filter { $0.1 >= study.roles.even * 4 / 3 }.map(\.0)
      #expect(Set(study.roles(layer: 0, head: head)) == Set(clear))
    }
    #expect(long.page.caption.contains("After 10,000 steps some are clear"))
    for (role, heads) in [("the one before by", [0, 1]), ("BOS by", [2, 3])] {
      let part = try #require(
        long.page.caption.split { ":;.".contains($0) }.first { $0.contains(role) })
      for head in heads { #expect(part.contains("head \(head) (")) }
    }
  }

  @Test func used() throws {
    let run = try HeadsAtWorkTests.run()
    var person = try Person(chapter: 8, name: "anna", run: run)
    try person.enter("used")
    for moment in [30, 7] {
      person.go(toMoment: moment)
      let whole = loss(run, at: moment)
      let own = trace(run, "anna", at: moment).loss
      for (part, words) in [
        (Ablation.attention, "attention"), (.head(0), "head 0"), (.head(1), "head 1"),
      ] {
        let row = try #require(person.lines.first { $0.contains("without \(words) ") })
        let (all, name) = (
          loss(run, at: moment, without: part), trace(run, "anna", at: moment, without: part).loss
        )
        for digits in [all.fixed(3), (all - whole).rise, name.fixed(3), (name - own).rise] {
          #expect(row.contains(digits), "\(words): \(digits)")
        }
      }
      let words = (loss(run, at: moment, without: .attention) - whole).worth("looking back")
      #expect(
        person.page.caption.hasPrefix("After \(moment) steps, over 7 names, \(words)."))
      #expect(person.page.caption.contains("switched off in the finished model"))
    }
    person.go(toMoment: 0)
    #expect(person.page.caption.hasPrefix("Before training, over 7 names"))
    #expect(!person.page.caption.contains("finished model"))
  }

  /// While training plays what was measured last is shown, and says when.
  @Test func whileTrainingPlays() throws {
    var person = try Person(chapter: 8, run: HeadsAtWorkTests.run())
    try person.enter("used")
    person.go(toMoment: 4)
    person.type("t")
    person.wait(100)
    #expect(person.scene.isTraining && person.scene.moment == 14)
    let study = try #require(person.scene.headStudy)
    #expect(study.moment == 12, "each tenth of the run is measured")
    #expect(person.words.contains("measured \(person.scene.when(study.moment))"))
    try person.enter("roles")
    #expect(person.words.contains("measured \(person.scene.when(study.moment))"))
  }

  /// The same run ten times as long, and from there the first one.
  @Test func longer() throws {
    let (run, long) = (try HeadsAtWorkTests.run(), try HeadsAtWorkTests.run(steps: 300))
    let (few, many) = (
      loss(run, at: 30, without: .attention) - loss(run, at: 30),
      loss(long, at: 300, without: .attention) - loss(long, at: 300)
    )
    var person = try Person(chapter: 8, run: run)
    try person.enter("longer")
    func look(_ person: Person) throws {
      let row = try #require(person.lines.first { $0.contains("without attention") })
      #expect(row.contains(few.rise) && row.contains(many.rise))
      let whole = try #require(person.lines.first { $0.contains("whole model") })
      #expect(whole.contains(loss(run, at: 30).fixed(3)))
      #expect(whole.contains(loss(long, at: 300).fixed(3)))
      #expect(person.page.caption.hasPrefix("After 30 steps "))
      #expect(person.words.contains("after 30 steps after 300 steps"))
    }
    try look(person)
    // The moment is no matter: both are measured at their ends.
    person.go(toMoment: 3)
    try look(person)
    #expect(person.words.contains("T longer run"))
    person.type("T")
    person.finishTraining()
    person.wait(0)
    #expect(person.scene.isLong && person.scene.steps == 300)
    try look(person)
    #expect(person.page.caption.hasSuffix("T shows the other run."))
  }

  @Test func standardRun() throws {
    var person = try Person(chapter: 8)
    try person.enter("longer")
    #expect(
      person.page.caption.hasPrefix(
        "After 1,000 steps attention lowers the loss by 0.026, after 10,000 by 0.086"))
  }

  /// What a part is worth is said as it is, whatever the sign.
  @Test func worth() {
    #expect(0.1234.worth("it") == "it lowers the loss by 0.123")
    #expect((-0.05).worth("it") == "it does harm: without it the loss is 0.050 lower")
    #expect(0.004.worth("it") == "it changes next to nothing (+0.004 without it)")
    #expect((-0.0041).worth("it") == "it changes next to nothing (-0.004 without it)")
    #expect(0.0.worth("it") == "it changes nothing")
    #expect(Double.nan.worth("it") == "the losses are no numbers any more")
  }
}
