import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Why a position looks back: counts against a plain search through the data, and the model without
/// attention.
@MainActor @Suite struct BeginningsTests {
  /// How often each token follows where the text so far ends as asked.
  private func count(_ scene: Scene, where isCounted: ([Int]) -> Bool) -> [Int] {
    var counts = Array(repeating: 0, count: scene.tokenizer.vocabularySize)
    for document in scene.run.corpus.documents {
      let tokens = scene.tokenizer.encode(document)
      for end in 1..<tokens.count where isCounted(Array(tokens[..<end])) {
        counts[tokens[end]] += 1
      }
    }
    return counts
  }

  @Test(arguments: ["emma", "xqz", "b", ""]) func counts(name: String) throws {
    var person = try Person(chapter: 8, name: name)
    let scene = person.scene
    for position in Set([0, scene.positions / 2, scene.positions - 1]) {
      var made = TalkingTokens()
      made.position = position
      person.visit.chapters[person.visit.open] = made
      person.wait(0)
      let answer = try #require(person.scene.answer(to: Beginnings(made.look(in: scene))))
      let beginning = Array(scene.tokens.prefix(position + 1))
      #expect(answer.counts.count == min(3, position + 1))
      #expect(answer.counts[0] == count(scene) { $0.last == beginning.last })
      if position > 1 {
        #expect(answer.counts[1] == count(scene) { Array($0.suffix(2)) == beginning.suffix(2) })
      }
      if position > 0 { #expect(answer.counts[answer.whole] == count(scene) { $0 == beginning }) }
      let twin = scene.run.corpus.documents.lazy.map {
        Array(scene.tokenizer.encode($0).dropLast())
      }
      .first {
        $0.count > position && position > 1 && $0[position] == beginning[position]
          && $0[position - 1] != beginning[position - 1]
      }
      #expect(answer.twin == twin.map { Array($0.prefix(position + 1)) })
      var examples: [String] = []
      for document in scene.run.corpus.documents
      where position > 0 && scene.tokenizer.encode(document).starts(with: beginning) {
        if examples.count < 100 && !examples.contains(document) { examples.append(document) }
      }
      #expect(answer.examples == examples)
    }
  }

  @Test func emma() throws {
    let person = try Person(chapter: 8)
    // Of 46 names that begin with emma 20 go on with l; of all places after an a 7.6%.
    #expect(person.page.caption.contains("“l” comes in 7.6% of all cases"))
    #expect(person.page.caption.contains("begin with “emma” in 43.5%"))
    #expect(person.sees("35,325 times") && person.sees("2,739 times") && person.sees("46 times"))
  }

  /// In slices as short as can be the same comes about.
  @Test func slices() throws {
    let scene = try Person(chapter: 8).scene
    let question = Beginnings(TalkingTokens().look(in: scene))
    var job = question.begin(in: scene)
    var slices = 1
    var last = 0.0
    while true {
      if let answer = job.work(stopwatch: { 0 }, until: { true }) {
        #expect(answer.totals == [35325, 2739, 46])
        break
      }
      #expect(job.progress >= last)
      last = job.progress
      slices += 1
    }
    #expect(slices > 20 && job.progress == 1)
  }

  /// Without attention what came before makes no difference, in all models.
  @Test func alone() throws {
    var person = try Person(chapter: 8, name: "olivia")
    try person.enter("alone")
    for moment in [1000, 300, 0] {
      person.go(toMoment: moment)
      #expect(person.words.contains("all differences added up: 0.000"))
      let model = person.scene.run.model(of: person.scene.snapshot.state)
      let scene = person.scene
      let answer = try #require(
        scene.answer(to: Beginnings(TalkingTokens().look(in: scene))))
      let twin = try #require(answer.twin)
      let (own, other) = (scene.tokens, twin + [scene.tokenizer.bos])
      let twinName = twin.dropFirst().map(scene.label).joined()
      #expect(
        person.page.caption.hasPrefix("Without attention “olivia” and “\(twinName)” get one guess"))
      func guesses(_ ablation: Ablation?) -> (one: [Double], other: [Double]) {
        (
          model.trace(tokens: own, without: ablation).positions[6].probabilities,
          model.trace(tokens: other, without: ablation).positions[6].probabilities
        )
      }
      let alone = guesses(.attention)
      #expect(alone.one == alone.other)
      let together = guesses(nil)
      let apart = zip(together.one, together.other).reduce(0) { $0 + abs($1.0 - $1.1) }
      #expect(apart > 0)
      #expect(person.words.contains("all differences added up: \(apart.shown(3))"))
      // What is said of the token that the beginning tells most about is what the guesses are.
      let told = answer.telling
      let data = answer.share(of: told, answer.whole)
      let (without, with) = (alone.one[told], together.one[told])
      #expect(
        person.words.contains(
          "\(scene.quoted(told)): \(data.percent()) in the data, \(without.percent()) without attention, "
            + "\(with.percent()) with it"))
      let verdict =
        without.percent() == with.percent()
        ? "stays as it was"
        : abs(with - data) < abs(without - data) ? "comes nearer" : "moves away"
      #expect(person.page.caption.contains(verdict))
    }
    // At the first two positions there is nothing to compare with.
    for _ in 0..<9 { person.type("-") }
    #expect(person.page.caption.contains("At position 0 that is all there is"))
    // Still there are guesses to look at, and attention has a part in them.
    #expect(
      person.words.contains("guess without attention guess with attention after BOS after BOS"))
    #expect(
      person.page.caption.hasSuffix("Still the guess changes: what attention adds is missing."))
  }

  /// Where the data has no other beginning, one is made up.
  @Test func noTwin() throws {
    var person = try Person(chapter: 8, run: Runs.of(["abc"]))
    try person.enter("alone")
    #expect(person.page.caption.contains("“abc” and “bcc” get one guess"))
    #expect(person.words.contains("all differences added up: 0.000"))
  }

  /// Bars of one list can be compared with those of another: all begin and end in the same way.
  @Test(arguments: ["why", "alone"]) func barsOfOneLength(beat: String) throws {
    for size in [Size(80, 24), Size(101, 30), Size(103, 30)] {
      var person = try Person(chapter: 8, size)
      person.visit.wantsCode = false
      try person.enter(beat)
      let row = try #require(person.lines.first { $0.hasPrefix("   n ") })
      let starts = row.indices.filter { row[$0...].hasPrefix("n ") }
      let ends = row.indices.filter { row[$0] == "%" }
      let lengths = zip(starts, ends).map { row.distance(from: $0, to: $1) }
      #expect(lengths.count == (beat == "why" ? 3 : 4) && Set(lengths).count == 1)
    }
  }

  /// Where there is one letter there is no other beginning.
  @Test func oneLetter() throws {
    var person = try Person(chapter: 8, run: Runs.of(["xxx"]))
    try person.enter("alone")
    #expect(person.page.caption.contains("there is only one letter"))
  }

  /// Of a name that is in no document it is said that no table could help.
  @Test func unknownBeginning() throws {
    let person = try Person(chapter: 8, name: "xqzj")
    #expect(person.page.caption.hasPrefix("No name of the data begins with “xqzj”"))
    let first = try Person(chapter: 8, name: "")
    #expect(first.page.caption.contains("This name has no other position"))
  }
}
