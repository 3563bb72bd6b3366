import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Pictures use the room that there is: how much of it lies idle below and right of all that is drawn.
///
/// What counts is the smallest rectangle that holds all that is drawn and begins at the upper left corner of
/// the stage. The empty share is what it leaves of the stage: rows below the last thing drawn and columns
/// right of it. Room between things is not counted; whether it serves the eye only an eye can say.
@MainActor @Suite struct EmptyShareTests {
  /// At most a third of the stage in windows in which most people read, half of it in one of 200 columns and 60
  /// rows: there a short list need not be stretched until nobody can read it.
  nonisolated private static let limits: [(size: Size, share: Double)] = [
    (Size(80, 24), 1.0 / 3), (Size(100, 30), 1.0 / 3), (Size(200, 60), 1.0 / 2),
  ]

  @Test(arguments: Visit.numbers) func everyBeat(chapter: Int) throws {
    // Where engines race, one is faster, as it is for people.
    var person = try chapter == 12 ? .racing(run: Runs.trained()) : Person(chapter: chapter)
    for (size, limit) in EmptyShareTests.limits {
      person.resize(size.width, size.height)
      let beats = person.beats
      // A question stands alone, so that nothing draws the eye from it.
      for beat in beats.indices where !beats[beat].isCheckpoint {
        person.enter(beat: beat)
        let share = Room(of: person.picture).emptyShare
        #expect(
          share <= limit + 1e-9,
          "\(beats[beat].id) at \(size.width)×\(size.height): \(share.percent(0)) is empty")
      }
    }
  }

  /// Where the room between title and caption is, and what is drawn there.
  private struct Room {
    let picture: Canvas
    let rect: Rect

    init(of picture: Canvas) {
      self.picture = picture
      let lines = picture.lines
      let rule = String(repeating: "─", count: picture.size.width)
      let top = (lines.firstIndex(of: rule) ?? 0) + 1
      let bottom = lines.lastIndex(of: rule) ?? lines.count
      // Beside the code only what is left of the line between them.
      let line = (0..<picture.size.width).first { x in
        (top..<bottom).allSatisfy { picture[x, $0].glyph == "│" }
      }
      rect = Rect(1, top, (line ?? picture.size.width) - 2, bottom - top)
    }

    var emptyShare: Double {
      var (right, bottom) = (rect.x, rect.y)
      for y in rect.y..<rect.bottom {
        for x in rect.x..<rect.right where picture[x, y].isDrawn {
          (right, bottom) = (max(right, x + 1), y + 1)
        }
      }
      return 1
        - Double((right - rect.x) * (bottom - rect.y)) / Double(rect.width * rect.height)
    }
  }

  @Test func whatIsCounted() {
    func picture(_ draw: @escaping (Area) -> Void) -> Canvas {
      Area.picture(Size(22, 14)) { area in
        for y in [1, 12] { area.rule(y: y) }
        draw(area.inset(left: 1, top: 2, right: 1, bottom: 2))
      }
    }
    #expect(Room(of: picture { _ in }).rect == Rect(1, 2, 20, 10))
    #expect(Room(of: picture { _ in }).emptyShare == 1)
    #expect(Room(of: picture { $0.text("all", endingAt: nil, y: 9) }).emptyShare == 0)
    let half = picture { $0.text("the half", x: 12, y: 4) }
    #expect(Room(of: half).emptyShare == 0.5)
    // A colour without a sign is drawn as well.
    let colours = picture { $0.part(Rect(0, 0, 10, 5)).fill(" ", .chosen, .inverse) }
    #expect(Room(of: colours).emptyShare == 0.75)
    // The code is no part of the picture.
    let code = picture { area in
      area.part(Rect(11, 0, 1, area.height)).fill("│")
      area.text("code", x: 13, y: 9)
      area.text("half", x: 6, y: 4)
    }
    #expect(Room(of: code).rect.width == 10 && Room(of: code).emptyShare == 0.5)
  }
}

extension Cell {
  fileprivate var isDrawn: Bool {
    glyph != " " || lower != nil || !emphasis.isDisjoint(with: [.inverse, .shade])
  }
}
