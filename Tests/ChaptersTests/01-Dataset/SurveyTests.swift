import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What is counted of the data, against another way to count it.
@MainActor @Suite struct SurveyTests {
  nonisolated private static let lists =
    [[]] + OtherDataTests.lists + [["b", "ab", "b", "b", "ab"], ["é", "e\u{301}", "é"]]

  /// Of the shipped names where no documents are given.
  private func run(_ documents: [String]) throws -> Run {
    try documents.isEmpty ? Runs.trained() : Runs.of(documents)
  }

  @Test(arguments: lists) func letters(documents: [String]) throws {
    let run = try run(documents)
    var person = try Person(chapter: 1, run: run)
    try person.enter("letters")
    let survey = try #require(person.scene.answer(to: Survey(person.scene)))
    let all = run.corpus.documents.map { Array($0.unicodeScalars) }
    func expect(_ letters: Survey.Letters, _ scalars: [Unicode.Scalar]) {
      let counts = Dictionary(grouping: scalars) { $0 }.mapValues(\.count)
      #expect(letters.total == scalars.count)
      #expect(letters.kinds == counts.count)
      for (id, character) in run.tokenizer.characters.enumerated() {
        #expect(letters.counts[id] == counts[character] ?? 0)
      }
      let ranked = letters.ranking.map { letters.counts[$0] }
      #expect(ranked == counts.values.sorted(by: >))
    }
    expect(survey.letters, all.flatMap { $0 })
    expect(survey.firsts, all.compactMap(\.first))
    expect(survey.lasts, all.compactMap(\.last))
    let lengths = Dictionary(grouping: all.map(\.count)) { $0 }.mapValues(\.count)
    #expect(survey.lengths.map(\.length) == lengths.keys.sorted())
    #expect(survey.lengths.allSatisfy { lengths[$0.length] == $0.documents })
    #expect(survey.lengths.allSatisfy { at in all.firstIndex { $0.count == at.length } == at.line })
    for least in 1...5 {
      #expect(survey.documents(ofLength: least) == all.count { $0.count >= least })
    }
  }

  @Test(arguments: lists) func repeats(documents: [String]) throws {
    let run = try run(documents)
    var person = try Person(chapter: 1, run: run)
    try person.enter("twice")
    let places = try #require(person.scene.answer(to: NamePlaces(person.scene)))
    let lines = run.corpus.documents
    // By code points, as Python compares.
    let spelled = lines.map { Array($0.unicodeScalars) }
    let byName = Dictionary(grouping: lines.indices) { spelled[$0] }
    #expect(places.count == byName.count)
    let byTimes = Dictionary(grouping: byName.values) { $0.count }.mapValues(\.count)
    #expect(places.byOccurrences.map(\.times) == byTimes.keys.sorted())
    #expect(places.byOccurrences.allSatisfy { byTimes[$0.times] == $0.names })
    let frequent = byName.values.filter { $0.count > 1 }
      .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }.prefix(256)
    #expect(places.mostFrequent.map(\.line) == frequent.map { $0[0] })
    #expect(places.mostFrequent.map(\.count) == frequent.map(\.count))
    let order = run.documents.map { Array($0.unicodeScalars) }
    for line in stride(from: 0, to: lines.count, by: 1 + lines.count / 50) {
      let same = try #require(byName[spelled[line]])
      #expect(places.occurrences(ofLine: line) == same.count)
      #expect(places.occurrences(of: lines[line]) == same.count)
      #expect(places.lastLine(ofLine: line) == same.last)
      #expect(places.firstStep(ofLine: line) == order.firstIndex(of: spelled[line]))
      #expect(places.firstStep(of: lines[line]) == order.firstIndex(of: spelled[line]))
      #expect(run.place(ofStep: places.step(ofLine: line)) == line)
    }
    #expect(places.occurrences(of: "no such name") == 0)
  }

  /// A survey cut into slices finds the same as in one go, also in the middle of a long document.
  @Test func slices() throws {
    let long = String(repeating: "abc ", count: 20_000) + "d"
    let run = try Runs.make(seed: 1, steps: 1, documents: ["x", long, "yz"])
    let scene = try Person(chapter: 1, run: run).scene
    var job = Survey(scene).begin(in: scene)
    var answer: Survey.Answer?
    var slices = 0
    while answer == nil {
      answer = job.work(stopwatch: { 0 }, until: { true })
      slices += 1
    }
    #expect(slices > 4)
    let survey = try #require(answer)
    #expect(survey.lengths.map(\.length) == [1, 2, 80_001])
    #expect(survey.lengths.map(\.line) == [0, 2, 1])
    #expect(survey.letters.total == 80_004)
    let last = try #require(run.tokenizer.id(of: "d"))
    #expect(survey.lasts.counts[last] == 1)
  }

  /// Each length is in one part of the chart, and there are no more parts than rows.
  @Test(arguments: [
    [5], [1, 2, 3], Array(1...40), [1, 1_000_000], Array(repeating: 6, count: 99) + [700],
    Array(stride(from: 10, to: 9000, by: 7)),
  ]) func parts(lengths: [Int]) {
    let counts = Dictionary(grouping: lengths) { $0 }.map {
      Survey.Length(length: $0, documents: $1.count, line: 0)
    }
    .sorted { $0.length < $1.length }
    for room in [1, 2, 5, 14, 50] {
      let bins = LengthChart.bins(counts, room: room)
      #expect(bins.count <= room)
      #expect(bins.reduce(0) { $0 + $1.documents } == lengths.count)
      for bin in bins { #expect(bin.documents == lengths.count { bin.holds($0) }, "\(bin.label)") }
      // Few share the open end, so that the others are told apart.
      if let last = bins.last, last.most == nil, room > 1 {
        #expect(last.documents * 20 <= lengths.count)
      }
    }
    #expect(LengthChart.bins(counts, room: 0).isEmpty)
  }

  /// The shown numbers are those of the data.
  @Test func captions() throws {
    let lines = try Runs.names().documents
    var person = try Person(chapter: 1)
    try person.enter("twice")
    let different = Set(lines).count
    #expect(
      person.words.contains(
        "32,952 lines, but only \(different.grouped) different names: "
          + "\((lines.count - different).grouped) come twice."))
    try person.enter("lengths")
    let sevens = lines.count { $0.count == 7 }
    #expect(person.words.contains(" \(sevens.grouped) "))
    #expect(person.words.contains("room for 15 letters and the end of a name: none is longer."))
    try person.enter("letters")
    let letters = lines.joined()
    let a = letters.count { $0 == "a" }
    #expect(person.words.contains("\(a.grouped) 17.4%"))
    #expect(abs(Double(a) / Double(letters.count) - 0.174) < 0.0005)
    try person.enter("ends")
    let n = lines.count { $0.last == "n" }
    #expect(person.words.contains("\(n.grouped) 21.4%"))
  }

  /// Of thousands of letters the most frequent ones are shown, and how many more there are.
  @Test func manyLetters() throws {
    let scalars = (0x4e00..<0x4e00 + 3000).compactMap(Unicode.Scalar.init)
    let documents =
      scalars.map { String(Character($0)) } + Array(repeating: "\u{4e09}\u{4e09}", count: 50)
    let size = try ModelSize(width: 4, blockSize: 4, heads: 1)
    let run = try Runs.make(seed: 1, steps: 1, documents: documents, size: size)
    for window in [Size(60, 16), Size(80, 24), Size(200, 60)] {
      var person = try Person(chapter: 1, window, run: run)
      person.visit.wantsCode = false
      try person.enter("letters")
      // 1 and 2 times 50, of 3,100 letters.
      #expect(person.words.contains("101 3.3%"))
      let more = try #require(person.words.firstMatch(of: /… ([\d,]+) more, together ([\d.]+)%/))
      let rows = person.picture.cells.prefix(window.width * (window.height - 7))
      let shown = rows.count { (0x4e00..<0x4e00 + 3000).contains($0.glyph.value) }
      #expect(Int(more.1.filter { $0 != "," }) == 3000 - shown)
      #expect(abs((Double(more.2) ?? 0) - Double(3000 - shown) / 3100 * 100) < 0.06)
    }
    var person = try Person(chapter: 1, run: run)
    try person.enter("ends")
    #expect(person.words.contains("… 2,987 more, together"))
  }

  /// Where all letters are as frequent, that is said.
  @Test func evenLetters() throws {
    var person = try Person(chapter: 1, run: Runs.of(["ab", "ba", "abba"]))
    try person.enter("letters")
    #expect(
      person.words.contains("2 different letters make up all names, each as often as any other."))
  }

  /// As long as the data are counted, that is said, with how far it is.
  @Test(arguments: ["names", "twice", "lengths", "letters", "ends", "seen", "aim"]) func counting(
    beat: String
  ) throws {
    var person = try Person(chapter: 1, run: Runs.of(["ab", "ba", "abba"]))
    person.isPatient = false
    person.visit.desk = Desk()
    try person.enter(beat)
    let waiting = person.picture
    #expect(person.words.contains("counting"))
    person.finishTraining()
    #expect(!person.words.contains("counting"))
    #expect(person.picture != waiting)
  }

  /// A model with little room: who is too long is counted.
  @Test(arguments: [(2, 1), (4, 3), (1, 0)]) func tooLong(block: Int, room: Int) throws {
    let documents = ["a", "abc", "abcd", "ab"]
    let size = try ModelSize(width: 4, blockSize: block, heads: 1)
    var person = try Person(
      chapter: 1, run: Runs.make(seed: 1, steps: 2, documents: documents, size: size))
    try person.enter("lengths")
    let longer = documents.count { $0.count > room }
    let words =
      longer == documents.count
      ? "all are longer" : longer == 1 ? "1 is longer" : "\(longer) are longer"
    #expect(person.words.contains("room for \(room) letter\(room == 1 ? "" : "s") "))
    #expect(person.words.contains(words))
  }
}
