import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Betting by keys and by mouse, against the table of pairs and the model.
@MainActor @Suite struct BettingTests {
  // MARK: A round

  /// What a bet cost on average, worked out without any part of the game.
  private struct Sum {
    let run: Run
    var yours: [Double] = []
    var pairs: [Double] = []
    var model: [Double] = []

    /// How often each token follows each other one in the data. [token][next]
    private let counts: [[Int]]

    init(_ run: Run) {
      self.run = run
      let size = run.tokenizer.vocabularySize
      var counts = [[Int]](repeating: Array(repeating: 0, count: size), count: size)
      for place in 0..<run.documentCount {
        let tokens = run.tokenizer.encode(run.corpus[place])
        for (token, next) in zip(tokens, tokens.dropFirst()) { counts[token][next] += 1 }
      }
      self.counts = counts
    }

    /// - Parameter chips: how many lie on each token.
    mutating func add(_ name: String, _ position: Int, chips: [Int: Int]) {
      let tokens = run.tokenizer.encode(name)
      let (token, answer) = (tokens[position], tokens[position + 1])
      let kept = 100 - chips.values.reduce(0, +)
      let share =
        Double(chips[answer] ?? 0) / 100
        + Double(kept) / 100 / Double(run.tokenizer.vocabularySize)
      yours.append(-log(share))
      pairs.append(-log(Double(counts[token][answer]) / Double(counts[token].reduce(0, +))))
      let trace = run.trace(of: name, at: run.lastMoment)
      model.append(-log(trace.positions[position].probabilities[answer]))
    }

    static func mean(_ prices: some Collection<Double>) -> Double {
      prices.reduce(0, +) / Double(prices.count)
    }
  }

  @Test func aRoundToItsEnd() throws {
    var person = try Person(chapter: 3)
    try person.enter("bet")
    let names = try #require(person.scene.roundNames(0)).names
    #expect(names.count == 5)
    var sum = Sum(person.scene.run)
    let tokenizer = person.scene.tokenizer
    person.press(.enter)
    for (place, name) in names.enumerated() {
      let first = sum.yours.count
      for position in 0...name.count {
        #expect(person.sees("Name \(place + 1) of 5"))
        #expect(person.sees("?") && !person.sees(name))
        // Two stacks on “a”, three on “n”, one on the end, four kept.
        person.type("aannn.")
        var chips: [Int: Int] = [tokenizer.bos: 10]
        for (letter, count) in [("a", 20), ("n", 30)] { chips[tokenizer.encode(letter)[1]] = count }
        #expect(person.sees("40 not placed: 1.5% each"))
        sum.add(name, position, chips: chips)
        person.press(.enter)
        let (yours, pairs) = (try #require(sum.yours.last), try #require(sum.pairs.last))
        let model = try #require(sum.model.last)
        #expect(person.page.caption.contains(" and pay \(yours.fixed(2)); "))
        #expect(person.page.caption.contains("%, \(pairs.fixed(2)); "))
        #expect(person.page.caption.contains("%, \(model.fixed(2)). "))
        for prices in [sum.yours, sum.pairs, sum.model] {
          #expect(person.sees(Sum.mean(prices).fixed(2)))
        }
        #expect(person.sees("Mean of \(sum.yours.count) so far"))
        // What counts is what the digits show.
        let prices = zip(sum.yours, zip(sum.pairs, sum.model))
        let wins = prices.count { you, others in
          [others.0, others.1].allSatisfy { ($0 * 100).rounded() >= (you * 100).rounded() }
        }
        #expect(person.sees("★") == (wins > 0))
        #expect(wins == 0 || person.sees("\(wins) of \(sum.yours.count) so far"))
        #expect(person.page.caption.contains("The name: “\(name)”") == (position == name.count))
        person.press(.enter)
      }
      if place < 4 {
        #expect(sum.yours.count == first + name.count + 1)
        #expect(!person.sees("What each name cost"))
      }
    }
    #expect(person.sees("What each name cost on average"))
    let means = [sum.yours, sum.pairs, sum.model].map { Sum.mean($0).fixed(2) }
    #expect(
      person.page.caption.contains(
        "5 names, \(sum.yours.count) bets: on average you paid \(means[0]),"))
    #expect(person.page.caption.contains("of pairs \(means[1]), the model \(means[2]). "))
    var rest = sum.yours[...]
    for name in names {
      let prices = rest.prefix(name.count + 1)
      rest = rest.dropFirst(name.count + 1)
      let row = try #require(person.lines.first { $0.contains(" \(name) ") })
      #expect(row.contains(Sum.mean(prices).fixed(2)))
    }
    let best = try #require(person.visit.progress.bestRound)
    #expect((best.mean - Sum.mean(sum.yours)).magnitude < 1e-12)
    #expect(best.names == names && best.seed == 42)
    #expect(person.visit.progress.roundsPlayed == 1)
    #expect(person.sees("★ your best round so far"))

    // Another round has other names.
    person.press(.enter)
    let others = try #require(person.scene.roundNames(1)).names
    #expect(Set(others).isDisjoint(with: names) && others.count == 5)
    #expect(person.sees("Name 1 of 5") && person.sees("best") == false)
    person.press(.enter)
    #expect(person.sees("best round  \(best.mean.fixed(2))"))
  }

  /// The names come from the seed by a rule, are in no step of the run, and stay the same where it is
  /// trained longer.
  @Test func unseenNames() throws {
    var person = try Person(chapter: 3)
    try person.enter("bet")
    let run = person.scene.run
    let trained = Set((0..<1000).map(run.document))
    var all: [String] = []
    for round in 0..<6 {
      let round = try #require(person.scene.roundNames(round))
      #expect(round.areUnseen)
      #expect(round.names.allSatisfy { (3...5).contains($0.count) && !trained.contains($0) })
      all += round.names
    }
    #expect(Set(all).count == 30)
    let before = person.picture
    person.type("T")
    person.finishTraining()
    #expect(person.scene.steps == 10_000)
    let longer = try #require(person.scene.roundNames(0)).names
    #expect(longer == Array(all.prefix(5)))
    let long = person.scene.run
    #expect(Set((0..<10_000).map(long.document)).isDisjoint(with: all))
    #expect(person.picture.lines.prefix(17) == before.lines.prefix(17))
    // Another seed, other names.
    var other = try Person(chapter: 3, run: Runs.short(steps: 20, seed: 7))
    try other.enter("bet")
    let names = try #require(other.scene.roundNames(0)).names
    #expect(Set(names).isDisjoint(with: all))
  }

  /// Nothing that is shown before the answer depends on it.
  @Test(arguments: [Size(60, 16), Size(80, 24), Size(120, 36), Size(200, 60)])
  func nothingTellsTheAnswer(size: Size) throws {
    func person(_ name: String) throws -> Person {
      var person = try Person(chapter: 3, name: name, size)
      try person.enter("bet")
      person.type("x")
      person.press(.enter, .enter, .enter, .enter, .enter)
      #expect(person.page.caption.contains("After [BOS, e, m], what comes next?"))
      return person
    }
    let (one, other) = (try person("emma"), try person("emil"))
    // All but the status, which tells the reader’s name.
    #expect(one.lines.dropLast(2) == other.lines.dropLast(2))
    #expect(one.page.code() == other.page.code())
    #expect(one.lines.last == other.lines.last)
  }

  // MARK: Prices without end

  @Test func aLetterWithoutAChip() throws {
    var person = try Person(chapter: 3, name: "ana")
    try person.enter("bet")
    person.type("x")
    person.press(.enter)
    person.type("zzzzzzzzzz")
    #expect(person.sees("all placed: without a chip, no share"))
    #expect(person.sees("if “z”: share 100.0%, price 0.00"))
    person.press(.up)
    #expect(person.sees("if “y”: share 0.0%, price no end"))
    person.type("z")
    #expect(person.status.contains("All 100 chips are put"))
    person.press(.enter)
    #expect(person.page.caption.contains("a price without end. It happens to everybody once."))
    #expect(person.page.caption.contains("A model never says 0"))
    #expect(person.sees("no end"))
    person.press(.enter)
    // From here on even shares; the mean stays what it is, and it is said what it would be.
    for _ in 0..<3 { person.press(.enter, .enter) }
    let even = log(27.0)
    #expect(person.page.caption.contains("on average you paid no end"))
    #expect(
      person.page.caption.contains(
        "One answer found no chip of yours. Without it it would be "
          + "\(even.fixed(2))"))
    #expect(person.visit.progress.bestRound == nil && person.visit.progress.roundsPlayed == 0)
  }

  /// A round with a price without end is no best one, and can be kept in a file.
  @Test func infiniteRounds() throws {
    var progress = Progress()
    progress.finish(.init(mean: .infinity, names: ["ann"], seed: 1))
    #expect(progress.bestRound == nil && progress.roundsPlayed == 1)
    _ = try JSONEncoder().encode(progress)
    for mean in [2.5, 2.75, 2.25] {
      progress.finish(.init(mean: mean, names: ["bo"], seed: 2))
    }
    #expect(progress.bestRound?.mean == 2.25 && progress.roundsPlayed == 4)
    let read = try JSONDecoder().decode(Progress.self, from: JSONEncoder().encode(progress))
    #expect(read == progress)
    // A file may say anything.
    for rounds in [Int.max, .min] {
      progress.roundsPlayed = rounds
      #expect((0...1_000_000).contains(progress.nextRound))
      progress.finish(.init(mean: 3, names: ["al"], seed: 3))
      var person = try Person(chapter: 3)
      person.visit.progress = progress
      try person.enter("bet")
      #expect(person.sees("Name 1 of 5"))
    }
    // A file from before there were bets.
    let old = Data(#"{"checkpoints": {}, "seen": {}}"#.utf8)
    let none = try JSONDecoder().decode(Progress.self, from: old)
    #expect(none == Progress())
  }

  // MARK: Keys

  /// Letters are chips between Enter and Esc, and commands before and after.
  @Test func lettersAreChipsForAWhile() throws {
    var person = try Person(chapter: 3)
    try person.enter("bet")
    person.type("e")
    #expect(person.visit.prompt != nil)
    person.press(.escape, .enter)
    person.type("eqgT")
    #expect(person.visit.prompt == nil && !person.visit.isOver && person.scene.steps == 1000)
    #expect(person.controls.map(\.value).reduce(0, +) == 40)
    #expect(person.chosen?.name == "t")
    person.type("é")
    #expect(person.status.contains("“é” is in none of the names"))
    // − takes back what it was put on, Backspace what was put last, < > all.
    person.press(.up, .up, .up)
    #expect(person.chosen?.name == "q")
    person.type("-")
    person.press(.backspace)
    #expect(person.controls.filter { $0.value > 0 }.map(\.name) == ["e", "g"])
    person.type(">")
    #expect(person.chosen?.value == 80)
    person.type("<")
    #expect(person.controls.map(\.value).reduce(0, +) == 20)
    person.press(.escape)
    #expect(person.controls.map(\.value).reduce(0, +) == 20, "the chips stay")
    person.type("?")
    #expect(person.visit.overlay != nil)
    person.press(.escape)
    person.type("e")
    #expect(person.visit.prompt != nil)
  }

  /// BOS has a key of its own, which is none of the letters.
  @Test func theEndOfTheName() throws {
    var person = try Person(chapter: 3)
    try person.enter("bet")
    person.press(.enter)
    person.type("..")
    #expect(person.chosen?.name == "BOS" && person.chosen?.value == 20)
    var other = try Person(chapter: 3, run: Runs.of(["a.b", "b-a", "+;"]))
    try other.enter("bet")
    other.press(.enter)
    other.type(".-;+!!")
    #expect(other.controls.filter { $0.value > 0 }.map(\.name) == ["+", "-", ".", ";", "BOS"])
    #expect(other.chosen?.name == "BOS" && other.chosen?.value == 20)
  }

  /// → goes on, bets or not, and ← comes back to the game as it was left.
  @Test func goingOnAndComingBack() throws {
    var person = try Person(chapter: 3)
    try person.enter("bet")
    person.press(.enter)
    person.type("aab")
    let before = person.picture
    person.press(.right, .right)
    #expect(person.view.beat.id == "ask-0")
    person.press(.left)
    #expect(person.picture == before)
    person.press(.enter)
    let answer = person.picture
    person.press(.tab)
    #expect(person.chapter.number == 4)
    person.goTo(3)
    #expect(person.picture == answer)
    // Another moment has other prices of the model, and takes no bet back.
    person.go(toMoment: 0)
    #expect(person.picture != answer && person.page.caption.contains("the model 3."))
    person.go(toMoment: 1000)
    #expect(person.picture == answer)
    // A look at the own name leaves the round as it is.
    person.press(.escape)
    person.type("xx")
    person.press(.enter)
    #expect(person.sees("Name 1 of 5") && person.sees("Mean of 1 so far"))
  }

  /// The next visit begins with the round after the last one.
  @Test func theNextVisit() throws {
    var person = try Person(chapter: 3)
    person.visit.apply(
      [.finish(.init(mean: 2, names: ["ann"], seed: 42))], at: person.time)
    try person.enter("bet")
    let second = try #require(person.scene.roundNames(1)).names
    let first = try #require(second.first)
    person.press(.enter, .enter)
    let letter = String(try #require(first.first))
    #expect(person.page.caption.hasPrefix("“\(letter)” it is."))
  }

  // MARK: The mouse

  @Test func byMouse() throws {
    var person = try Person(chapter: 3)
    try person.enter("bet")
    let target = Target(PredictionGame.Chip(token: 4))
    try person.click(.key(.enter))
    let cell = try #require(person.picture.regions.first { $0.touch == .pick(target) }?.rect)
    person.click(cell.x, cell.y)
    person.click(cell.x + 1, cell.y)
    #expect(person.controls[4].value == 20)
    try person.drag(.slide(target), to: 0.7)
    #expect(person.controls[4].value == 70)
    let track = try #require(person.picture.regions.first { $0.touch == .slide(target) }?.rect)
    for chips in 0...10 {
      person.click(track.x + chips, track.y)
      #expect(person.controls[4].value == Double(10 * chips))
    }
    let button = try #require(
      person.lines.firstIndex { $0.contains(" Enter: reveal ") })
    let x = try #require(person.lines[button].firstRange(of: "Enter: reveal"))
    person.click(
      person.lines[button].distance(from: person.lines[button].startIndex, to: x.lowerBound), button
    )
    #expect(person.page.caption.contains(" it is. "))
    try person.click(.key(.enter))
    #expect(person.page.caption.hasPrefix("After [BOS, "))
  }

  // MARK: Other data

  @Test(arguments: [["a", "aa"], ["x"], ["a", "a", "a"], ["山田", "鈴木", "佐藤"], ["🙂🙃", "a🙂"]])
  func otherData(documents: [String]) throws {
    for block in [1, 2, 8] {
      let size = try ModelSize(width: 4, blockSize: block, heads: 1)
      for steps in [1, 20] {
        var run = try Runs.make(seed: 42, steps: steps, documents: documents, size: size)
        while run.train() != nil {}
        for moment in [0, 1] {
          var person = try Person(chapter: 3, run: run)
          person.go(toMoment: moment)
          try play(&person)
        }
      }
    }
  }

  /// Plays a game to its end in windows of all sizes; all captions are whole where there is room.
  private func play(_ person: inout Person) throws {
    let sizes = [
      Size(0, 0), Size(20, 5), Size(60, 16), Size(61, 17), Size(60, 24), Size(80, 24),
      Size(110, 24), Size(100, 30), Size(200, 60), Size(60, 90),
    ]
    var looks = 0
    /// One size after the other, so that each meets each kind of picture sooner or later.
    func look(_ person: Person) {
      var person = person
      looks += 1
      for (index, size) in sizes.enumerated() where (index + looks) % 5 == 0 {
        person.resize(size.width, size.height)
        let picture = person.picture
        #expect(picture.size == size && picture.isWhole, "\(size)")
        guard size.width >= 80, size.height >= 24 else { continue }
        let words = person.words
        let caption = person.page.caption.split(separator: " ").joined(separator: " ")
        #expect(words.contains(caption), "\(size): \(caption)")
      }
    }
    try person.enter("bet")
    look(person)
    person.press(.enter)
    var rounds = 0
    while !(person.page.typing?.items.isEmpty ?? true), person.controls.count > 0 {
      look(person)
      let token = rounds % person.controls.count
      let target = Target(PredictionGame.Chip(token: token))
      person.visit.apply([.choose(target)], at: person.time)
      person.type(rounds % 3 == 0 ? ">" : "++")
      look(person)
      person.press(.enter)
      look(person)
      person.press(.enter)
      rounds += 1
    }
    #expect(rounds > 0)
    look(person)
    person.press(.enter)
    #expect(!person.controls.isEmpty, "another game")
  }

  @Test func aRoundInAllSizes() throws {
    var person = try Person(chapter: 3)
    try play(&person)
    person.press(.escape)
    person.type("x")
    try play(&person)
  }
}
