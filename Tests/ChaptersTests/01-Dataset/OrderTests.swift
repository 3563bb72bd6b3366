import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The shuffled list, what was shown of it, and the aim.
@MainActor @Suite struct OrderTests {
  /// The steps as they are listed: number, name, line.
  private func steps(_ person: Person) -> [String] {
    person.lines.compactMap { line in
      line.firstMatch(of: /step (\d+) +([a-z]+) +line ([\d,]+)/).map { "\($0.1) \($0.2) \($0.3)" }
    }
  }

  @Test func theOrderComesFromTheSeed() throws {
    var person = try Person(chapter: 1)
    try person.enter("shuffle")
    func expected(_ run: Run) -> [String] {
      (0..<14).map {
        "\($0 + 1) \(run.document(ofStep: $0)) \((run.place(ofStep: $0) + 1).grouped)"
      }
    }
    let before = steps(person)
    #expect(before == expected(try Runs.trained()))
    person.type("R")
    #expect(steps(person) == expected(try Runs.untrained(steps: 1000, seed: 43)))
    #expect(person.words.contains("the seed: 43"))
    person.finishTraining()
    #expect(person.scene.run.settings.seed == 43)
    #expect(steps(person) != before)
    person.press(.backspace)
    #expect(steps(person) == before, "the same seed, the same order")
    person.finishTraining()
    #expect(steps(person) == before)
    person.press(.backspace)
    #expect(person.status.contains("already"))
  }

  /// The rows come one after the other while it moves.
  @Test func rowsComeOneByOne() throws {
    var person = try Person(chapter: 1)
    let beat = try #require(person.beats.firstIndex { $0.id == "shuffle" })
    var counts: [Int] = []
    for share in [0.01, 0.4, 0.6, 1] {
      person.enter(beat: beat, share: share)
      counts.append(steps(person).count)
    }
    #expect(counts == counts.sorted() && Set(counts).count == 4 && counts.last == 14)
  }

  /// How many dots are bright in the frame.
  private func dots(_ person: Person) -> Int {
    let picture = person.picture
    return picture.cells.reduce(0) { sum, cell in
      guard cell.role == .token else { return sum }
      if cell.glyph == "●" { return sum + 1 }
      let isBraille = (0x2800...0x28ff).contains(cell.glyph.value)
      return sum + (isBraille ? (cell.glyph.value - 0x2800).nonzeroBitCount : 0)
    }
  }

  /// As many dots are bright as names were shown, where each dot is a name; else those of every nth.
  @Test(arguments: [Size(80, 24), Size(100, 30), Size(200, 60)]) func dotsAreNames(size: Size)
    throws
  {
    let run = try Runs.trained()
    var person = try Person(chapter: 1, size, run: run)
    person.visit.wantsCode = false
    try person.enter("seen")
    let every =
      person.words.firstMatch(of: /A dot for every (\d+)(st|nd|rd|th) line/)
      .flatMap { Int($0.1) } ?? 1
    #expect(every == (size.width == 80 ? 5 : size.width == 100 ? 3 : 1))
    var former = 0
    for moment in [0, 1, 250, 1000] {
      person.go(toMoment: moment)
      let shown = (0..<moment).count { run.place(ofStep: $0) % every == 0 }
      #expect(dots(person) == shown)
      #expect(shown >= former)
      former = shown
      #expect(person.sees("\(moment.grouped) of 32,952"))
    }
    #expect(person.words.contains("1,000 of 32,952 names so far, 3.0%."))
  }

  /// A run that is longer than its data goes round again.
  @Test func roundAgain() throws {
    var person = try Person(chapter: 1, run: Runs.of(["ab", "b", "ba"], steps: 8))
    try person.enter("seen")
    #expect(dots(person) == 3)
    for (moment, words) in [
      (2, "2 of 3 names so far, 66.7%"), (3, "every name once."),
      (7, "every name twice and begun again: the next step is number 2 of round 3."),
    ] {
      person.go(toMoment: moment)
      #expect(person.words.contains(words), "\(moment)")
      #expect(dots(person) == min(3, moment))
    }
  }

  /// Training that plays lights dots up.
  @Test func playing() throws {
    var person = try Person(chapter: 1)
    try person.enter("seen")
    person.type("t")
    person.wait(100)
    let first = dots(person)
    person.wait(2000)
    #expect(first > 0 && dots(person) > 2 * first)
  }

  @Test(arguments: [0, 100, 1000]) func madeUpOrNot(moment: Int) throws {
    let run = try Runs.trained()
    let known = Set(run.corpus.documents)
    var person = try Person(chapter: 1, run: run)
    try person.enter("aim")
    person.go(toMoment: moment)
    #expect(!person.sees("◆"))
    let names = person.controls.map(\.name)
    #expect(names == names.sorted() && Set(names).count == names.count)
    #expect(names.count(where: known.contains) == 7)
    let made = names.count { !known.contains($0) }
    #expect(made > 0)
    #expect(person.words.contains("7 of the names here are from the list, \(made) are made up"))
    person.press(.enter)
    for name in names {
      let line = try #require(
        person.lines.first { $0.contains("    \(name) ") || $0.contains("▸   \(name) ") })
      #expect(line.contains("◆ made up") == !known.contains(name))
      #expect(line.contains("in the list") == known.contains(name))
    }
    person.press(.enter)
    #expect(!person.sees("◆"))
  }

  /// What the reader marked is counted: found, and taken for made up by mistake.
  @Test func guessing() throws {
    let known = Set(try Runs.names().documents)
    var person = try Person(chapter: 1)
    try person.enter("aim")
    let names = person.controls.map(\.name)
    var (found, wrong) = (0, 0)
    for (index, name) in names.prefix(9).enumerated() {
      if index > 0 { person.press(.down) }
      #expect(person.chosen?.name == name)
      person.type("x")
      if known.contains(name) { wrong += 1 } else { found += 1 }
    }
    #expect(found > 0 && wrong > 1)
    let made = names.count { !known.contains($0) }
    person.press(.enter)
    #expect(
      person.words.contains("You found \(found) of the \(made), and \(wrong) that you marked are"))
    // A click marks too, and takes a mark away.
    try person.click(.pick(Target(TheDataset.Guess(name: names[0]))))
    let isKnown = known.contains(names[0])
    let now =
      "You found \(found - (isKnown ? 0 : 1)) of the \(made), and \(wrong - (isKnown ? 1 : 0)) that"
    #expect(person.words.contains(now))
  }

  /// Where nothing that the model makes up is new, that is said.
  @Test func nothingNew() throws {
    // One letter, and room for nothing else: all that can be made up is in the list, or empty.
    let size = try ModelSize(width: 4, blockSize: 1, heads: 1)
    let run = try Runs.make(seed: 1, steps: 1, documents: ["x", "y"], size: size)
    var person = try Person(chapter: 1, run: run)
    try person.enter("aim")
    #expect(person.words.contains("has no letters or is in the list already."))
    #expect(Set(person.controls.map(\.name)) == ["x", "y"])
    person.type("x")
    #expect(person.sees("◇"))
  }
}
