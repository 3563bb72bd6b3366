import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Every beat in windows of all sizes, at rest and in movement.
@MainActor @Suite struct SizesTests {
  private static let sizes = [
    Size(0, 0), Size(1, 1), Size(20, 5), Size(59, 15), Size(60, 16), Size(80, 24), Size(100, 30),
    Size(200, 60),
  ]

  /// Somebody for whom all that the pages ask for is worked out, so that copies need not do it again.
  private func person(_ chapter: Int) throws -> Person {
    var person = try Person(chapter: chapter)
    for beat in person.beats.indices { person.enter(beat: beat) }
    person.enter(beat: 0)
    return person
  }

  @Test(arguments: Visit.numbers) func everyBeat(chapter: Int) throws {
    let person = try person(chapter)
    var complaints: [String] = []
    for size in SizesTests.sizes {
      for beat in person.beats.indices {
        for (share, code) in [(0, false), (0.5, false), (1, false), (1, true)] {
          complaints += complain(person, beat: beat, share: share, size, code: code).map {
            "\($0): beat \(beat + 1), \(share) done, \(size.width)×\(size.height), code \(code)"
          }
        }
      }
    }
    #expect(complaints.isEmpty, "\(complaints.prefix(9).joined(separator: "\n"))")
  }

  /// - Parameter share: how much of the movement into the beat is done.
  private func complain(
    _ person: Person, beat: Int, share: Double, _ size: Size, code: Bool
  ) -> [String] {
    var person = person
    person.resize(size.width, size.height)
    person.visit.wantsCode = code
    person.enter(beat: beat, share: share)
    let picture = person.picture
    guard picture.size == size && picture.isWhole else { return ["not a whole picture"] }
    return size.width >= 80 && size.height >= 24 ? frame(person, picture) : []
  }

  /// Title, caption, buttons, status and keys are there, each in its row.
  private func frame(_ person: Person, _ picture: Canvas) -> [String] {
    let lines = picture.lines
    let rule = String(repeating: "─", count: picture.size.width)
    let chapter = person.chapter
    let buttons = lines.count - 3
    guard let lower = lines[..<buttons].lastIndex(of: rule) else {
      return ["the picture runs into the caption"]
    }
    let words = lines[(lower + 1)..<buttons].flatMap { $0.split(separator: " ") }
    let caption = person.page.caption
    let title = person.page.scrub?.title ?? person.view.beat.title
    let wanted = [
      ("no title", lines[0].contains(" \(chapter.number). \(chapter.title) ")),
      ("the picture runs into the title", lines[1] == rule),
      ("the caption is cut", words == caption.split(separator: " ")),
      ("no buttons", lines[buttons].contains(/^ \|◀ .*\d+ \/ \d/)),
      ("the title of the beat is cut", lines[buttons].contains(title)),
      ("no status", lines[buttons + 1].contains(/name .*/)),
      ("no moment", lines[buttons + 1].contains(/trained \d.* of \d/)),
      (
        "no loss, or too early",
        lines[buttons + 1].contains(/loss of .* \d/) == person.visit.explained.contains(.loss)
      ),
      ("no keys", lines[buttons + 2].contains(/^ ←→ step  ?Space play/)),
      ("no way to the help", lines[buttons + 2].contains("? help")),
      ("no way out", lines[buttons + 2].contains("q quit")),
    ]
    return wanted.filter { !$0.1 }.map(\.0)
  }

  @Test(arguments: Visit.numbers) func overlaysInEverySize(chapter: Int) throws {
    for size in SizesTests.sizes {
      for key in "?/meg" {
        var person = try Person(chapter: chapter, size)
        person.type(String(key))
        #expect(person.picture.size == size)
        person.press(.down, .down, .up, .escape)
        #expect(person.visit.overlay == nil && person.visit.prompt == nil)
      }
    }
  }

  /// The same state and time give the same picture, whatever was drawn in between.
  @Test(arguments: Visit.numbers) func sameStateSamePicture(chapter: Int) throws {
    let person = try person(chapter)
    let states = person.beats.indices.prefix(12).flatMap { beat in
      [0.3, 1].flatMap { share in
        [1000, 333].map { moment in
          var state = person
          state.go(toMoment: moment)
          state.enter(beat: beat, share: share)
          return state
        }
      }
    }
    let pictures = states.map(\.picture)
    for (state, picture) in zip(states, pictures).reversed() {
      #expect(state.picture == picture)
      #expect(state.picture == picture)
    }
    #expect(Set(pictures.map(\.lines)).count > states.count / 4, "the states differ")
  }

  /// Nothing that the chapters draw is lost where only ASCII can be shown.
  @Test(arguments: Visit.numbers) func everyGlyphHasAnASCIIForm(chapter: Int) throws {
    var missing = Set<Unicode.Scalar>()
    for size in [Size(80, 24), Size(200, 60)] {
      var person = try Person(chapter: chapter, size)
      // Where there are many beats, some of them.
      for beat in stride(from: 0, to: person.beats.count, by: 1 + person.beats.count / 20) {
        for share in [0, 0.5, 1] {
          person.enter(beat: beat, share: share)
          missing.formUnion(person.picture.withoutASCIIForm)
        }
        person.visit.overlay = .mathematics
        missing.formUnion(person.picture.withoutASCIIForm)
        person.visit.overlay = nil
      }
      for key in "?/eg" {
        person.type(String(key))
        missing.formUnion(person.picture.withoutASCIIForm)
        person.press(.escape)
      }
    }
    #expect(missing.isEmpty, "\(missing.map(\.debugDescription).sorted())")
  }
}
