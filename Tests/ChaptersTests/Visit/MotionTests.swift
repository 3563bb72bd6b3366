import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// What changes travels from picture to picture, and ends where the pictures of rest have it.
@MainActor @Suite struct MotionTests {
  private static let sizes = [
    Size(0, 0), Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60),
  ]
  /// What people do on any page.
  private static let keys: [Key] = [
    .right, .right, .right, .left, .up, .down, .character("+"), .character("-"), .character("]"),
    .character("["), .enter, .character(" "),
  ]

  /// Keys at random times in the middle of movements, in all sizes; after a while all rests.
  @Test(arguments: Visit.numbers) func everyMovementEnds(chapter: Int) throws {
    var random = Generator(state: UInt64(chapter))
    var person = try Person(chapter: chapter)
    var movement = Movement()
    for size in MotionTests.sizes {
      person.resize(size.width, size.height)
      for round in 0..<24 {
        person.press(MotionTests.keys.randomElement(using: &random) ?? .right)
        person.wait(Int.random(in: 0...150, using: &random))
        let shown = person.visit.picture(size, at: person.time, moving: &movement)
        #expect(shown.size == size && shown.isWhole, "at \(size)")
        guard round % 4 == 3 else { continue }
        person.wait(Movement.duration)
        _ = person.visit.picture(size, at: person.time, moving: &movement)
        // What plays goes on.
        guard person.visit.nextChange(after: person.time) == nil else { continue }
        person.wait(Movement.duration)
        let rest = person.visit.picture(size, at: person.time, moving: &movement)
        let goal = person.picture
        #expect(rest.lines == goal.lines, "beat \(person.beat) at \(size)")
        #expect(rest.cells == goal.cells, "at \(size)")
        #expect(movement.nextChange(after: person.time) == nil, "at \(size)")
      }
    }
  }

  /// A page of another chapter has nothing to do with the one before.
  @Test func anotherChapterJumps() throws {
    var person = try Person(chapter: 1, Size(100, 30))
    var movement = Movement()
    for _ in Visit.numbers {
      _ = person.visit.picture(person.size, at: person.time, moving: &movement)
      person.press(.tab)
      person.wait(300)
      let shown = person.visit.picture(person.size, at: person.time, moving: &movement)
      #expect(shown == person.picture)
    }
  }

  /// The gradient runs down the way that one walks, beside its names.
  @Test func theGradientRunsBack() throws {
    for size in [Size(80, 24), Size(200, 60)] {
      var person = try Person(chapter: 6, size)
      try person.enter("walk")
      var movement = Movement()
      func dots(_ picture: Canvas) -> Int {
        picture.cells.count { $0.glyph == "●" && [.gradient, .chosen].contains($0.role) }
      }
      _ = person.visit.picture(size, at: person.time, moving: &movement)
      person.wait(1_000)
      person.type("x")
      let shown = person.visit.picture(size, at: person.time, moving: &movement)
      #expect(dots(shown) == dots(person.picture) + 1, "at \(size)")
      person.wait(Movement.duration)
      let rest = person.visit.picture(size, at: person.time, moving: &movement)
      #expect(rest == person.picture)
      var still = Movement(isOn: false)
      person.press(.backspace)
      _ = person.visit.picture(size, at: person.time, moving: &still)
      person.type("x")
      #expect(person.visit.picture(size, at: person.time, moving: &still) == person.picture)
    }
  }

  /// A guess that gets another rank slides there, in chapters 3 and 11.
  @Test(arguments: [(3, "answer-1", "answer-2"), (11, "name1-2", "name1-3")])
  func ranksSlide(chapter: Int, before: String, after: String) throws {
    let size = Size(100, 30)
    var person = try Person(chapter: chapter, size)
    var movement = Movement()
    try person.enter(before)
    _ = person.visit.picture(size, at: person.time, moving: &movement)
    person.wait(1_000)
    try person.enter(after)
    let shown = person.visit.picture(size, at: person.time, moving: &movement)
    func letters(_ canvas: Canvas) -> [String] { canvas.lines.map { $0.filter(\.isLetter) } }
    #expect(letters(shown) != letters(person.picture), "rows are on their way")
    person.wait(Movement.duration)
    let rest = person.visit.picture(size, at: person.time, moving: &movement)
    #expect(rest.cells == person.picture.cells)
  }

  /// Digits are true at once: only lengths, places and colours are ever in between.
  @Test func wordsDoNotTravel() throws {
    var person = try Person(chapter: 4, Size(100, 30))
    var movement = Movement()
    person.enter(beat: person.beats.firstIndex { $0.id == "divide" } ?? 0)
    _ = person.visit.picture(person.size, at: person.time, moving: &movement)
    person.wait(1_000)
    person.press(.character("+"))
    let shown = person.visit.picture(person.size, at: person.time, moving: &movement)
    #expect(shown != person.picture, "something moves")
    func words(_ canvas: Canvas) -> [String] {
      canvas.lines.map { $0.filter { $0.isLetter || $0.isNumber } }
    }
    #expect(words(shown) == words(person.picture))
  }
}
