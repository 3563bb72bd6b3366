import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The contents, and what leads from them to a chapter.
@MainActor @Suite struct ContentsTests {
  @Test(arguments: [Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60)])
  func allChaptersAreThere(size: Size) throws {
    var person = try Person(chapter: 3, size)
    person.type("g")
    for (place, chapter) in person.visit.chapters.enumerated() {
      person.press(.home)
      for _ in 0..<place { person.press(.down) }
      #expect(person.sees(chapter.title.prefix(20).description), "\(chapter.number)")
    }
    #expect(person.picture.isWhole)
    #expect(person.sees(" of \(person.visit.course.lit.all) ") == (size.width >= 80))
  }

  @Test func keysLeadToAChapter() throws {
    var person = try Person(chapter: 3)
    person.type("g")
    #expect(person.sees("What is the model asked to do?"))
    person.press(.down, .down, .up)
    #expect(person.sees("How do scores become probabilities?"))
    person.press(.enter)
    #expect(person.chapter.number == 4 && person.visit.overlay == nil)
    // Digits follow each other as long as there is such a chapter.
    for (typed, number) in [("12", 12), ("7", 7), ("129", 9), ("0", 9)] {
      person.type("g\(typed)")
      person.press(.enter)
      #expect(person.chapter.number == number, "\(typed)")
    }
  }

  @Test(arguments: [Key.escape, .character("g"), .character("q")])
  func closing(key: Key) throws {
    var person = try Person(chapter: 3)
    let before = person.lines
    person.type("g")
    person.press(.down, key)
    #expect(person.lines == before && !person.visit.isOver)
  }

  @Test func clicks() throws {
    var person = try Person(chapter: 3)
    // What the key line says of what lies above can be clicked, and nothing of what lies below.
    for key: Character in "?/mg" {
      person.type("\(key)")
      #expect(!person.picture.regions.contains { $0.touch == .key(.right) } || key == "m")
      try person.click(.key(.escape))
      #expect(person.visit.overlay == nil, "\(key)")
    }
    person.type("g")
    let row = Touch.pick(Target(Contents.Row(chapter: 6)))
    try person.click(row)
    #expect(person.visit.overlay == .contents(Contents(chosen: 6)))
    try person.click(row)
    #expect(person.chapter.number == 7 && person.visit.overlay == nil)
  }

  /// What was seen and answered is counted, and its lines are lit.
  @Test func whatWasDone() throws {
    var person = try Person(chapter: 2)
    person.type("g")
    #expect(person.sees("0 of \(person.visit.course.lit.all) lit"))
    person.press(.escape)
    try person.enter("check-amounts")
    while person.visit.progress.checkpoints["amounts"]?.isDone != true { person.press(.enter) }
    try person.enter("look-up")
    try person.enter("check-place")
    let place = try #require(person.scene.progress.checkpoints["amounts"])
    #expect(place.outcome == .solved)
    #expect(person.visit.course.lit.done == 0, "a passage with two questions needs both")
    person.visit.apply([.answer("place", place)], at: person.time)
    #expect(person.visit.course.lit.done == 2)
    #expect(person.visit.course.parts[1].done == 2)
    person.type("g")
    #expect(person.sees("2 of \(person.visit.course.lit.all) lit"))
    #expect(person.lines.contains { $0.contains("Numbers, not letters") && $0.contains(" 2/4 ") })
  }

  // MARK: The last page

  @Test func whatIsMissing() throws {
    var person = try Person(chapter: 12)
    try person.enter("file")
    #expect(person.sees("Still dark") && person.sees("softmax"))
    person.press(.down, .enter)
    #expect(person.chapter.number == 1 && person.beats[person.beat].id == "check-seed")
    person.goTo(12)
    #expect(person.beats[person.beat].id == "file")
  }

  @Test func nothingIsMissing() throws {
    var person = try Person(chapter: 12)
    for id in Passage.all.flatMap(\.checkpoints) {
      person.visit.apply(
        [.answer(id, Progress.Tries(rightAnswer: "").ended(.solved))], at: person.time)
    }
    try person.enter("file")
    let (lit, all) = person.visit.course.lit
    #expect(lit == all)
    #expect(person.sees("All \(all) lines are lit") && !person.sees("Still dark"))
    person.press(.enter)
    #expect(person.status.contains("g shows the contents"))
  }

  // MARK: Where the last visit ended

  private func visit(_ place: Progress.Place?, chapter: Int? = nil) throws -> Visit {
    let run = try Runs.trained()
    var progress = Progress()
    progress.place = place
    return try Visit(
      run: run, chapter: chapter, progress: progress, makeRun: { _ in run },
      stopwatch: TickingClock().read)
  }

  @Test func goingOn() throws {
    let place = Progress.Place(chapter: 5, beat: "yardsticks")
    var visit = try visit(place)
    visit.handle(.resized(Size(80, 24)), at: 0)
    let offer = visit.picture(Size(80, 24), at: 0).lines.joined()
    #expect(offer.contains("Welcome back") && offer.contains("5. Measuring surprise"))
    #expect(visit.progress.place == place, "the place is kept until one is somewhere else")
    visit.handle(.key(.enter), at: 1)
    #expect(visit.chapters[visit.open].number == 5 && visit.overlay == nil)
    #expect(visit.view(at: 1).beat.id == "yardsticks")
  }

  @Test func notGoingOn() throws {
    let place = Progress.Place(chapter: 5, beat: "yardsticks")
    var visit = try visit(place)
    visit.handle(.key(.right), at: 0)
    #expect(visit.overlay == nil && visit.chapters[visit.open].number == 1)
    #expect(visit.view(at: 1_000_000).place.beat == 1, "the key does what it always does")
    // Who leaves at once has not lost the place.
    visit = try self.visit(place)
    visit.handle(.key(.character("q")), at: 0)
    #expect(visit.isOver && visit.progress.place == place)
  }

  /// Nothing is offered to who asked for a chapter, or was at the beginning, or nowhere that there is.
  @Test func noOffer() throws {
    #expect(try visit(.init(chapter: 5, beat: "yardsticks"), chapter: 3).overlay == nil)
    #expect(try visit(nil).overlay == nil)
    #expect(try visit(.init(chapter: 1, beat: "welcome")).overlay == nil)
    #expect(try visit(.init(chapter: 99, beat: "yardsticks")).overlay == nil)
    var visit = try visit(.init(chapter: 5, beat: "no such beat"))
    visit.handle(.key(.enter), at: 0)
    #expect(visit.chapters[visit.open].number == 5 && visit.view(at: 0).place.beat == 0)
  }
}

/// What the program knows of microgpt.py, and who explains it.
@MainActor @Suite struct WholeFileTests {
  @Test func eachLineIsExplainedOnce() {
    let lines = OriginalFile.lines
    #expect(lines.count == 200)
    for (index, line) in lines.enumerated() where line.length > 0 {
      let passages = Passage.all.filter { $0.lines.contains(index + 1) }
      #expect(passages.count == 1, "line \(index + 1)")
    }
    for passage in Passage.all {
      #expect(lines[passage.lines.lowerBound - 1].length > 0, "\(passage.lines)")
      #expect(lines[passage.lines.upperBound - 1].length > 0, "\(passage.lines)")
    }
  }

  /// Each passage is lit by questions of the chapter that explains it, and each question lights one.
  @Test func checkpointsLightIt() throws {
    let scene = try Person(chapter: 1).scene
    let chapters = Course.chapters()
    let all = chapters.map { chapter in
      (chapter.number, chapter.checkpoints(in: scene).map(\.id))
    }
    for passage in Passage.all {
      let own = Set(all.first { $0.0 == passage.chapter }?.1 ?? [])
      #expect(!passage.checkpoints.isEmpty)
      #expect(Set(passage.checkpoints).isSubset(of: own), "\(passage.lines)")
    }
    let lighting = Set(Passage.all.flatMap(\.checkpoints))
    #expect(Set(all.flatMap(\.1)) == lighting)
  }

  /// The chapter shows code that stands for lines of the passage, where this project has such code.
  @Test func codeOfTheChapterStandsForIt() throws {
    var shown: [Int: Set<Int>] = [:]
    for number in Visit.numbers {
      var person = try Person(chapter: number)
      for beat in person.beats.indices {
        person.enter(beat: beat)
        for line in person.page.code().snippet.lines {
          shown[number, default: []].formUnion(OriginalFile.numbers(line.margin))
        }
      }
    }
    let elsewhere = Passage.all.filter { shown[$0.chapter]?.isDisjoint(with: $0.lines) != false }
    // These have no line of ours, or are shown with other chapters’ code too.
    #expect(elsewhere.map(\.lines.lowerBound) == [1, 25, 74, 82, 92, 146, 186])
  }

  @Test func numbersInTheMargin() {
    #expect(OriginalFile.numbers("12, 147–149") == [12, 147, 148, 149])
    #expect(OriginalFile.numbers("98") == [98])
    #expect(OriginalFile.numbers("") == [])
    #expect(OriginalFile.numbers("9–7 x") == [])
  }

  /// The line at work has its place in the rail beside the code.
  @Test func theRailMarksTheLineAtWork() throws {
    var person = try Person(chapter: 4, Size(200, 60))
    try person.enter("exponentials")
    let marked = person.page.code().originals
    #expect(marked == [99])
    let map = CourseProgress(person.visit.chapters, in: person.scene).map(marking: marked)
    #expect(map.lines.indices.filter { map.lines[$0].isMarked } == [98])
  }
}
