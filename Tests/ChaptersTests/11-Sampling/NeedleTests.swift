import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The needle points into the part of the token that it hits, and no row of a ranking is left out
/// silently.
@MainActor @Suite struct NeedleTests {
  /// At every draw of the twenty names, in bars of several widths, before and after training.
  @Test(arguments: [0, 1000]) func theEyeReadsTheRightToken(moment: Int) throws {
    var person = try Person(chapter: 11)
    person.go(toMoment: moment)
    let scene = person.scene
    let draws = scene.names(20).flatMap(\.draws)
    #expect(draws.count > 100)
    for (place, draw) in draws.enumerated() {
      for width in [12, 40, 58, 78, 98, 105] {
        let picture = Area.picture(Size(width, 4)) { area in
          LongBar(draw.probabilities, in: scene).draw(
            .init(draw.place, hit: draw.token), in: area)
        }
        let needle = try #require((0..<width).first { picture[$0, 0].glyph == "▼" })
        let lit = (0..<width).filter { picture[$0, 1].role == .chosen }
        #expect(lit.contains(needle), "draw \(place) at \(width)")
        let first = try #require(lit.first)
        let last = try #require(lit.last)
        #expect(lit.count == last - first + 1, "one part")
        // What is lit is where the token's part lies, to a column.
        let start = draw.token == 0 ? 0 : draw.choice.cumulative[draw.token - 1]
        let end = draw.choice.cumulative[draw.token]
        #expect(abs(Double(first) - start * Double(width)) <= 1)
        #expect(abs(Double(last + 1) - end * Double(width)) <= 1)
        // Its label is the only one below it.
        let below = String(
          String.UnicodeScalarView(lit.map { picture[$0, 2].glyph })
        ).filter { $0 != " " }
        #expect(below.isEmpty || below == scene.label(draw.token))
      }
    }
  }

  /// On the page itself, in windows of several sizes.
  @Test(arguments: [Size(60, 16), Size(80, 24), Size(100, 30), Size(200, 60)])
  func onThePage(size: Size) throws {
    var person = try Person(chapter: 11, size)
    for (name, made) in person.scene.names(20).prefix(3).enumerated() {
      for (index, draw) in made.draws.enumerated() {
        try person.enter("name\(name + 1)-\(index + 1)")
        let picture = person.picture
        let words = "hits \(person.scene.label(draw.token))"
        let y = try #require(person.lines.firstIndex { $0.contains(words) })
        let x = try #require((0..<size.width).first { picture[$0, y].glyph == "▼" })
        #expect(picture[x, y + 1].role == .chosen)
        #expect(picture[x, y + 1].emphasis.contains(.inverse))
      }
    }
  }

  @Test func rankings() {
    let shares = [0.4, 0.02, 0.3, 0.08, 0.15, 0.05]
    func rows(_ room: Int, drawn: Int? = nil) -> [Ranking.Row] {
      Ranking(probabilities: shares, drawn: drawn).rows(room).map {
        // Sums of shares, to the last digits.
        if case .leftOut(let count, let share) = $0 {
          return .leftOut(count, (share * 1000).rounded() / 1000)
        }
        return $0
      }
    }
    #expect(rows(6) == [0, 2, 4, 3, 5, 1].map { .token($0) })
    #expect(rows(9).count == 6)
    #expect(rows(3) == [.token(0), .token(2), .leftOut(4, 0.3)])
    #expect(rows(4, drawn: 3) == [.token(0), .leftOut(2, 0.45), .token(3), .leftOut(2, 0.07)])
    #expect(rows(4, drawn: 1) == [.token(0), .token(2), .leftOut(3, 0.28), .token(1)])
    #expect(rows(2, drawn: 1) == [.leftOut(5, 0.98), .token(1)])
    #expect(rows(1, drawn: 1) == [.token(1)])
    #expect(rows(0, drawn: 1).isEmpty)
  }

  /// However little room there is: what is shown and what is told to be left out is all there is.
  @Test func nothingIsLeftOutSilently() throws {
    let person = try Person(chapter: 11)
    for draw in person.scene.names(20).flatMap(\.draws) {
      for room in 3...30 {
        let rows = Ranking(probabilities: draw.probabilities, drawn: draw.token).rows(room)
        #expect(rows.count <= room)
        #expect(rows.contains(.token(draw.token)))
        var count = 0
        var share = 0.0
        for row in rows {
          switch row {
          case .token(let token): (count, share) = (count + 1, share + draw.probabilities[token])
          case .leftOut(let more, let together): (count, share) = (count + more, share + together)
          }
        }
        #expect(count == draw.probabilities.count)
        #expect(abs(share - 1) < 1e-9)
      }
    }
  }
}
