import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Cosines, groups of letters and the map, each against another way of computing them.
@MainActor @Suite struct LikenessTests {
  private func cosine(_ one: [Double], _ other: [Double]) -> Double {
    // The angle by its half chord between the two unit vectors.
    func unit(_ row: [Double]) -> [Double] {
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row.map { $0 / length }
    }
    let chord = zip(unit(one), unit(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 - chord / 2
  }

  private func rows(_ scene: Scene) -> [[Double]] {
    let numbers = scene.snapshot.state.parameters
    return (0..<27).map { Array(numbers[$0 * 16..<$0 * 16 + 16]) }
  }

  @Test(arguments: [0, 100, 1000]) func nearest(moment: Int) throws {
    var person = try Person(chapter: 7, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("nearest")
    let rows = rows(person.scene)
    for token in [0, 4, 12, 26] {
      person.visit.apply([.choose(Target(FromIdsToMeaning.TokenRow(token: token)))], at: 0)
      let all = (0..<27).filter { $0 != token }.map { ($0, cosine(rows[token], rows[$0])) }
      let sorted = all.sorted { $0.1 > $1.1 }
      let caption = person.page.caption
      let (first, last) = (sorted[0], sorted[25])
      let scene = person.scene
      #expect(
        caption.contains("nearest is \(scene.quoted(first.0)) with a cosine of \(first.1.fixed(2))")
      )
      #expect(caption.contains("least alike \(scene.quoted(last.0)) with \(last.1.fixed(2))"))
      // All of them are on the screen.
      for (other, value) in all {
        #expect(
          person.lines.contains {
            $0.contains("\(scene.label(other)) ") && $0.contains(value.fixed(2))
          })
      }
    }
  }

  /// Whether the nearest is near by chance is judged by the rows as they were drawn.
  @Test func chance() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    person.go(toMoment: 0)
    let drawn = rows(person.scene)
    let nearest = (0..<27).map { one in
      (0..<27).filter { $0 != one }.map { cosine(drawn[one], drawn[$0]) }.max() ?? -1
    }
    let mean = nearest.reduce(0, +) / 27
    let most = try #require(nearest.max())
    try person.enter("nearest")
    #expect(person.page.caption.contains("that is chance; the nearest has \(mean.fixed(2)) on"))
    person.go(toMoment: 1000)
    let trained = rows(person.scene)
    var verdicts = Set<Bool>()
    for token in 0..<27 {
      person.visit.apply([.choose(Target(FromIdsToMeaning.TokenRow(token: token)))], at: 0)
      let best = (0..<27).filter { $0 != token }.map { cosine(trained[token], trained[$0]) }.max()
      let isClear = (best ?? -1) > most
      verdicts.insert(isClear)
      let caption = person.page.caption
      #expect(caption.contains("Chance hardly does that") == isClear)
      #expect(
        caption.contains("\(mean.fixed(2)) on average, \(most.fixed(2)) at most") == !isClear)
    }
    #expect(verdicts == [true, false], "both are seen in this run")
  }

  @Test func chanceOfFewRows() {
    #expect(NearestByChance(ofRows: [[1, 2]]) == nil)
    let two = NearestByChance(ofRows: [[1, 0], [0, 1]])
    #expect(two?.mean == 0 && two?.most == 0)
  }

  /// One pair taken apart; + goes on to the next token.
  @Test func onePair() throws {
    var person = try Person(chapter: 7, name: "emma", Size(100, 30))
    try person.enter("cosine")
    let rows = rows(person.scene)
    #expect(person.page.caption.contains("“e” and “m”: \(cosine(rows[4], rows[12]).fixed(2))"))
    #expect(person.sees("cosine") && person.sees(cosine(rows[4], rows[12]).fixed(4)))
    person.type("++")
    #expect(person.page.caption.contains("“e” and “o”: \(cosine(rows[4], rows[14]).fixed(2))"))
    person.press(.down)
    #expect(person.page.caption.contains("“f” and “o”: \(cosine(rows[5], rows[14]).fixed(2))"))
    // While it is added up there is no result yet.
    person.enter(beat: person.beat, share: 0.5)
    #expect(!person.sees("cosine  "))
  }

  @Test func matrix() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter("cosines")
    let rows = rows(person.scene)
    try person.click(.pick(Target(FromIdsToMeaning.Compared(chosen: 0, token: 14))))
    #expect(person.sees("“a” and “o”"))
    // Which part of the list is shown, by its places.
    let place = (1..<27).map { cosine(rows[0], rows[$0]) }.sorted(by: >)
      .firstIndex { abs($0 - cosine(rows[0], rows[14])) < 1e-9 }
    let shown = try #require(
      person.lines.joined().firstMatch(of: /places (\d+)–(\d+) of 26/))
    let places = try #require(Int(shown.1))...(try #require(Int(shown.2)))
    #expect(places.contains(try #require(place) + 1))
    #expect(person.sees("cosine \(cosine(rows[0], rows[14]).fixed(4))"))
    let matrix = Likeness(person.scene, around: 0).matrix
    for one in 0..<27 {
      for other in 0..<27 {
        #expect(abs(matrix[one][other] - cosine(rows[one], rows[other])) < 1e-12)
      }
    }
  }

  // MARK: Vowels

  @Test(arguments: [0, 100, 1000]) func groups(moment: Int) throws {
    var person = try Person(chapter: 7, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("vowels")
    let rows = rows(person.scene)
    let vowels = [0, 4, 8, 14, 20]
    let consonants = (0..<26).filter { !vowels.contains($0) && $0 != 24 }
    var sums = (vowels: 0.0, mixed: 0.0, consonants: 0.0)
    for one in 0..<26 {
      for other in 0..<one {
        let value = cosine(rows[one], rows[other])
        switch ([one, other].count { vowels.contains($0) }, [one, other].contains(24)) {
        case (_, true): break
        case (2, _): sums.vowels += value
        case (1, _): sums.mixed += value
        default: sums.consonants += value
        }
      }
    }
    #expect(consonants.count == 20)
    #expect(person.sees((sums.vowels / 10).fixed(3)) && person.sees("10 pairs"))
    #expect(person.sees((sums.mixed / 100).fixed(3)) && person.sees("100 pairs"))
    #expect(person.sees((sums.consonants / 190).fixed(3)) && person.sees("190 pairs"))
    let caption = person.page.caption
    #expect(caption.contains("two vowels is \((sums.vowels / 10).fixed(2))"))
    #expect(caption.contains("At step 0 that is chance") == (moment == 0))
    #expect(caption.contains("in this run it is true") == (moment > 0))
  }

  /// The claim is judged by the numbers, whichever way they point.
  @Test func verdicts() throws {
    let scene = try Person(chapter: 7).scene
    let groups = LetterGroups(scene.tokenizer)
    func verdict(_ vowels: Double, _ mixed: Double, _ consonants: Double) -> String {
      FromIdsToMeaning.verdict(
        GroupMeans(vowels: vowels, mixed: mixed, consonants: consonants), groups, scene)
    }
    #expect(verdict(0.5, -0.2, 0.1).contains("in this run it is true"))
    #expect(verdict(0.2, -0.2, 0.4).contains("no closer than those"))
    #expect(verdict(0.05, 0, 0).contains("may be chance"))
    #expect(verdict(-0.5, 0.2, 0).contains("the other way round"))
    #expect(verdict(.nan, 0, 0).contains("tell nothing"))
  }

  /// Of other data: no vowels, no claim.
  @Test(arguments: [["山田", "鈴木"], ["bcd", "dcb"], ["aeiou", "b"], ["x"]])
  func noVowels(documents: [String]) throws {
    var person = try Person(chapter: 7, run: Runs.of(documents))
    try person.enter("vowels")
    #expect(person.page.caption.contains("nothing to compare"))
    #expect(person.picture.isWhole)
  }

  @Test func lettersThatCount() throws {
    let tokenizer = Tokenizer(documents: ["Anne-Zoë", "Bo", "Yuri"])
    let groups = LetterGroups(tokenizer)
    func text(_ tokens: [Int]) -> String { tokenizer.decode(tokens) }
    #expect(text(groups.vowels) == "Aeiou" && text(groups.consonants) == "BZnr")
    #expect(groups.canBeCompared)
  }

  // MARK: The map

  /// The directions are those of the largest spread: the covariance stretches them and turns them not.
  @Test func directions() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter("map")
    let scene = person.scene
    let ends = try #require(scene.tableEnds)
    let directions = try #require(ends.directions)
    let rows = rows(scene)
    let mean = (0..<16).map { column in rows.reduce(0) { $0 + $1[column] } / 27 }
    let covariance = (0..<16).map { i in
      (0..<16).map { j in
        rows.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) }
      }
    }
    let total = (0..<16).reduce(0) { $0 + covariance[$1][$1] }
    var stretched: [Double] = []
    for direction in directions {
      let image = covariance.map { row in zip(row, direction).reduce(0) { $0 + $1.0 * $1.1 } }
      let stretch = zip(image, direction).reduce(0) { $0 + $1.0 * $1.1 }
      for (a, b) in zip(image, direction) { #expect(abs(a - stretch * b) < 1e-8) }
      stretched.append(stretch)
    }
    #expect(stretched == stretched.sorted(by: >) && directions.count == 6)
    let map = TokenMap(scene, ends, directions: directions, pair: 0)
    #expect(abs(map.shares.across - stretched[0] / total) < 1e-10)
    #expect(abs(map.shares.up - stretched[1] / total) < 1e-10)
    #expect(abs((map.best ?? 0) - (stretched[0] + stretched[1]) / total) < 1e-10)
    #expect(person.sees("component 1: \((stretched[0] / total).percent(0))"))
    person.type("x")
    #expect(person.sees("component 3: \((stretched[2] / total).percent(0))"))
    person.type("xx")
    #expect(person.sees("component 1:"))
  }

  /// From one moment to the next a token moves no farther on the map than its row and the mean row did.
  @Test func theMapDoesNotJump() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter("map")
    var former: (map: TokenMap, rows: [[Double]])?
    for moment in Array(0...40) + [41, 42] {
      person.go(toMoment: moment)
      let scene = person.scene
      let ends = try #require(scene.tableEnds)
      let map = TokenMap(scene, ends, directions: ends.directions ?? [], pair: 0)
      let rows = rows(scene)
      if let former {
        func mean(_ rows: [[Double]]) -> [Double] {
          (0..<16).map { column in rows.reduce(0) { $0 + $1[column] } / 27 }
        }
        let shift = zip(mean(rows), mean(former.rows)).map { $0 - $1 }
        for token in 0..<27 {
          let moved = zip(zip(rows[token], former.rows[token]), shift).reduce(0) {
            let difference = $1.0.0 - $1.0.1 - $1.1
            return $0 + difference * difference
          }
          let (dx, dy) = (
            map.points[token].x - former.map.points[token].x,
            map.points[token].y - former.map.points[token].y
          )
          #expect(dx * dx + dy * dy <= moved + 1e-12)
        }
      }
      former = (map, rows)
      #expect(
        person.page.caption.contains(
          "Now they show \((map.shares.across + map.shares.up).percent(0)) of all differences"))
    }
  }

  /// Every token can be seen on the map.
  @Test(arguments: [Size(80, 24), Size(100, 30), Size(200, 60)]) func allTokensAreSeen(size: Size)
    throws
  {
    var person = try Person(chapter: 7, size)
    try person.enter("map")
    for moment in [0, 500, 1000] {
      person.go(toMoment: moment)
      for token in 0..<27 {
        let target = Touch.pick(Target(FromIdsToMeaning.TokenRow(token: token)))
        let regions = person.picture.regions.filter { $0.touch == target }
        #expect(!regions.isEmpty, "\(person.scene.label(token))")
        let label = person.scene.label(token)
        #expect(
          regions.contains { region in
            person.lines[region.rect.y].dropFirst(region.rect.x).hasPrefix(label)
          } || token == 26, "\(label) at \(moment)")
      }
    }
  }

  /// A large vocabulary: only tokens around the chosen one are compared, and some are on the map.
  @Test func largeVocabulary() throws {
    let letters = (0x4e00..<0x4e00 + 3000).compactMap { Unicode.Scalar(UInt32($0)) }
    let run = try Runs.make(
      seed: 42, steps: 1, documents: [String(String.UnicodeScalarView(letters))],
      size: ModelSize(width: 2, blockSize: 2, heads: 1))
    var person = try Person(chapter: 7, run: run)
    person.finishTraining()
    for beat in person.beats.map(\.id) {
      try person.enter(beat)
      #expect(person.picture.isWhole && person.controls.count <= 250, "\(beat)")
      person.press(.down, .down, .up)
      person.type("+-x")
      #expect(person.picture.isWhole, "\(beat)")
    }
    try person.enter("tokens")
    #expect(person.status.contains("too many tokens to sort") || !person.sees("by id"))
  }
}
