import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The model and simpler ways of predicting on the same names, and a name's place among them.
@MainActor @Suite struct ScoredNamesTests {
  /// The mean loss of a predicted token of some documents, by a table counted here.
  private func means(_ run: Run, _ steps: Range<Int>) -> (letters: Double, pairs: Double) {
    var (targets, total): ([Int: Double], Double) = ([:], 0)
    var (pairs, firsts): ([[Int]: Double], [Int: Double]) = ([:], [:])
    for document in run.documents {
      let tokens = run.tokenizer.encode(document)
      for (token, next) in zip(tokens, tokens.dropFirst()) {
        targets[next, default: 0] += 1
        total += 1
        pairs[[token, next], default: 0] += 1
        firsts[token, default: 0] += 1
      }
    }
    var (sums, count) = ((0.0, 0.0), 0.0)
    for step in steps {
      let tokens = run.tokenizer.encode(run.document(ofStep: step))
      for (token, next) in zip(tokens, tokens.dropFirst()).prefix(run.settings.size.blockSize) {
        sums.0 -= log(targets[next, default: 0] / total)
        sums.1 -= log(pairs[[token, next], default: 0] / firsts[token, default: 0])
        count += 1
      }
    }
    return (sums.0 / count, sums.1 / count)
  }

  /// Each document's mean loss and the mean of all tokens, by the graph.
  private func scores(_ run: Run, _ steps: Range<Int>, at moment: Int) -> ([Double], Double) {
    let traces = steps.map { run.trace(of: run.document(ofStep: $0), at: moment) }
    let losses = traces.flatMap { $0.positions.map(\.loss) }
    return (traces.map(\.loss), losses.reduce(0, +) / Double(losses.count))
  }

  @Test func yardsticks() throws {
    var person = try Person(chapter: 5)
    try person.enter("yardsticks")
    let run = person.visit.run
    let (shown, unseen) = (means(run, 0..<1000), means(run, 1000..<2000))
    let model = (scores(run, 0..<1000, at: 1000).1, scores(run, 1000..<2000, at: 1000).1)
    func row(_ label: String, _ one: Double, _ other: Double) throws {
      let line = try #require(person.lines.first { $0.hasPrefix(" \(label) ") })
      #expect(line.contains("\(one.fixed(3))    \(other.fixed(3))"), "\(label)")
    }
    try row("blind guessing", log(27), log(27))
    try row("letter frequencies", shown.letters, unseen.letters)
    try row("table of pairs", shown.pairs, unseen.pairs)
    try row("model, 1,000 steps", model.0, model.1)
    #expect(person.words.contains("\(model.1.fixed(3)) on 1,000 unseen names"))
    #expect(
      person.words.contains("\((unseen.pairs - model.1).fixed(3)) below the table of pairs"))
    #expect(model.1 - model.0 > 0.02)
    #expect(person.words.contains("(\(model.0.fixed(3))) it knows a little better"))
  }

  /// Before the first step the model has seen no name, and both sets are alike to it.
  @Test func untrained() throws {
    var person = try Person(chapter: 5)
    try person.enter("yardsticks")
    person.go(toMoment: 0)
    #expect(
      person.words.contains("After 0 steps") && person.words.contains("It has seen none yet."))
    #expect(person.words.contains(" above the table of pairs"))
  }

  /// Until it is worked out, nothing is claimed; progress is told.
  @Test(arguments: ["yardsticks", "among"]) func inSlices(beat: String) throws {
    var person = try Person(chapter: 5)
    person.isPatient = false
    try person.enter(beat)
    #expect(person.words.contains("0%") && !person.page.caption.contains(/\d\.\d/))
    var pictures: Set<[String]> = []
    while person.work() { pictures.insert(person.lines) }
    #expect(pictures.count > 20, "it is seen going on")
    #expect(!person.words.contains("0% ") && person.page.caption.contains(/\d\.\d\d\d/))
  }

  /// While training plays, the last of some moments is shown, and which one it is.
  @Test(arguments: ["yardsticks", "among"]) func whileTrainingPlays(beat: String) throws {
    var person = try Person(chapter: 5)
    try person.enter(beat)
    person.go(toMoment: 0)
    person.type("t")
    for _ in 0..<9 {
      person.wait(950)
      let moment = person.scene.moment
      #expect(moment % 100 != 0 && person.scene.isTraining)
      let words =
        beat == "among"
        ? "(after \(moment / 100 * 100) steps)" : "model, \(moment / 100 * 100) step"
      #expect(person.words.contains(words), "\(moment)")
      let losses = scores(person.visit.run, 1000..<1100, at: moment / 100 * 100).0
      let shown = try #require(person.scene.scoredSets?.scores[.unseen]?.documents.prefix(100))
      #expect(zip(losses, shown).allSatisfy { abs($0 - $1) < 1e-9 })
    }
    person.type("t")
    #expect(!person.words.contains("(after") || beat != "among")
    #expect(person.words.contains("model, \(person.scene.moment) step") == (beat == "yardsticks"))
  }

  /// A run that comes to see all documents has no unseen ones, and says so.
  @Test func everyNameSeen() throws {
    let run = try Runs.of(["anna", "bob", "carl", "dora"], steps: 20)
    var person = try Person(chapter: 5, Size(100, 30), run: run)
    try person.enter("yardsticks")
    #expect(!person.sees("unseen") && person.sees("this run sees every name"))
    let model = scores(run, 0..<4, at: 20).1
    #expect(person.words.contains("\(model.fixed(3)) on 4 names"))
    try person.enter("among")
    #expect(person.view.beat.title == "Among 4 names")
    #expect(person.words.contains("4 names of its training"))
    var one = try Person(chapter: 5, run: Runs.of(["anna"]))
    try one.enter("among")
    #expect(one.words.contains("The 1 name of its training surprises it no less than “anna”"))
  }

  /// A name's place is the number of names with a smaller loss; names that were typed stay, in order.
  @Test func placesOfNames() throws {
    var person = try Person(chapter: 5, Size(100, 30))
    try person.enter("among")
    let run = person.visit.run
    let (documents, _) = scores(run, 1000..<2000, at: 1000)
    var typed = ["emma"]
    for name in ["zzyzx", "maria", "", "emma", "quinn"] {
      person.edit(name)
      person.press(.enter)
      typed = [name] + typed.filter { $0 != name }
      let loss = run.trace(of: name, at: 1000).loss
      let count = documents.count { $0 < loss }
      let words = name.isEmpty ? "the name without letters" : "“\(name)”"
      let place = count == 0 ? "None" : count == 1000 ? "All" : "\(count)"
      #expect(
        person.page.caption.hasPrefix("\(place) of 1,000 names that it never saw"),
        "\(name): \(person.page.caption)")
      #expect(person.page.caption.contains("than \(words) with its loss of \(loss.fixed(3))"))
      #expect(person.scene.keptNames == typed)
    }
    // From the least to the most surprising.
    let order = typed.sorted { run.trace(of: $0, at: 1000).loss < run.trace(of: $1, at: 1000).loss }
    let rows = order.map { name in
      person.lines.firstIndex { $0.dropFirst(64).contains(" \(name.isEmpty ? "(none)" : name) ") }
        ?? -1
    }
    #expect(rows == rows.sorted() && rows[0] > 0)
    let least = try #require(documents.min())
    let most = try #require(documents.max())
    #expect(person.sees(least.fixed(3)) && person.sees(most.fixed(3)))
    // Another one of the list can be chosen, by key and by mouse.
    person.press(.up, .up, .up, .up)
    #expect(person.page.caption.contains("“\(order[0])”"))
    let row = MeasuringSurprise.NameRow(name: "zzyzx", current: "quinn")
    try person.click(.pick(Target(row)))
    #expect(person.page.caption.contains("“zzyzx”"))
    // The next name that is typed is the one spoken of.
    person.edit("mia")
    person.press(.enter)
    #expect(person.page.caption.contains("“mia”"))
  }

  /// Any list, any unit, any beat, at the first and the last moment, in all sizes; no caption is cut.
  @Test(arguments: OtherDataTests.lists) func anyData(documents: [String]) throws {
    let run = try Runs.of(documents)
    for (size, unit) in [
      (Size(80, 24), ""), (Size(60, 16), "x"), (Size(200, 60), "x"), (Size(100, 30), ""),
    ] {
      var person = try Person(chapter: 5, size, run: run)
      person.type(unit)
      for moment in [0, 20] {
        person.go(toMoment: moment)
        for beat in person.beats {
          try person.enter(beat.id)
          #expect(person.picture.isWhole)
          guard size.width >= 80 else { continue }
          let lines = Paragraph(person.page.caption).lines(width: size.width - 2)
          #expect(lines.count <= 3, "\(beat.id): \(person.page.caption)")
        }
      }
    }
  }

  /// Thousands of characters, and documents that are far longer than the block.
  @Test func largeVocabularyAndLongDocuments() throws {
    let scalars = (0x4e00..<0x4e00 + 3000).compactMap { Unicode.Scalar($0) }
    let long = String(String.UnicodeScalarView(scalars))
    let run = try Runs.of([long, String(long.reversed()), "a"], steps: 3)
    var person = try Person(chapter: 5, run: run)
    for size in [Size(80, 24), Size(200, 60), Size(60, 16)] {
      person.resize(size.width, size.height)
      for beat in person.beats {
        try person.enter(beat.id)
        #expect(person.picture.isWhole)
        guard size.width >= 80 else { continue }
        #expect(
          Paragraph(person.page.caption).lines(width: size.width - 2).count <= 3, "\(beat.id)")
      }
    }
    try person.enter("guessing")
    #expect(person.words.contains("ln 3,002 = \(log(3002.0).fixed(3))"))
  }
}
