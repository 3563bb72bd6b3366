import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What chapter 7 shows more where there is room for it.
@MainActor @Suite struct RoomTests {
  /// Below the tables stands the chosen row with its figures: as drawn, and now.
  @Test(arguments: [("tokens", 4), ("positions", 27 + 1)]) func rowBelow(beat: String, row: Int)
    throws
  {
    var person = try Person(chapter: 7, Size(100, 32))
    try person.enter(beat)
    for moment in [0, 1000] {
      let numbers = person.scene.run.state(at: moment).parameters[row * 16..<row * 16 + 16]
      for half in [numbers.prefix(8), numbers.suffix(8)] {
        let figures = half.map { ($0 < 0 ? "" : "+") + $0.fixed(2) }.joined(separator: " ")
        #expect(person.sees(figures), "\(moment)")
      }
    }
  }

  /// How long the gradient of each token's row is, whether the step read it or not.
  @Test func lengthsOfGradients() throws {
    var person = try Person(chapter: 7, Size(200, 60))
    try person.enter("moves")
    let anatomy = try #require(person.scene.step)
    for token in 0..<27 {
      let length = anatomy.gradients[token * 16..<token * 16 + 16]
        .reduce(0) { $0 + $1 * $1 }.squareRoot()
      let words = length == 0 ? " 0 " : length.shown(3)
      #expect(
        person.lines.contains {
          $0.contains("\(person.scene.label(token)) ") && $0.contains(words)
        })
    }
  }

  /// At moment 0 nothing is read yet: the step that comes next is looked at.
  @Test func theStepToCome() throws {
    var person = try Person(chapter: 7)
    try person.enter("moves")
    #expect(person.page.caption.contains("Step 1,000 read “"))
    person.go(toMoment: 0)
    #expect(person.page.caption.contains("Step 1 comes next and reads “"))
  }

  /// The second arrow ends left of the middle where the cosine is below 0, and right of it where it is above.
  @Test func arrows() throws {
    for cosine in [-1, -0.6, -0.2, 0, 0.2, 0.6, 1] {
      let canvas = Area.picture(Size(34, 14)) {
        AngleView(cosine: cosine, one: "1", other: "2").draw(in: $0)
      }
      let place = try #require(
        canvas.lines.lazy.compactMap { line in
          line.firstIndex(of: "2").map { line.distance(from: line.startIndex, to: $0) }
        }.first)
      #expect(abs(Double(place) - (17 + cosine * 16)) <= 1.5, "\(cosine)")
      #expect(canvas.lines[11].hasSuffix("1") && canvas.isWhole)
    }
    for (cosine, size) in [(Double.nan, Size(34, 14)), (0.5, Size(12, 14)), (0.5, Size(34, 6))] {
      let canvas = Area.picture(size) {
        AngleView(cosine: cosine, one: "1", other: "2").draw(in: $0)
      }
      #expect(canvas == Canvas(size))
    }
  }

  /// The ids as heights: each token one step higher, and the other way round counted from the end.
  @Test func stairs() throws {
    let scene = try Person(chapter: 7).scene
    let tokens = Array(0..<5)
    for ids in [tokens, tokens.reversed()] {
      let canvas = Area.picture(Size(5, 6)) {
        IdStairs(scene: scene, tokens: tokens, ids: ids, token: 2).draw("ids", in: $0)
      }
      #expect(canvas.lines.last == "abcde")
      let heights = (0..<5).map { x in (1..<5).count { canvas[x, $0].glyph == "█" } }
      #expect(heights == ids)
    }
  }

  /// Where boxes would cut a label, the name stands without them.
  @Test(arguments: ["row", "position", "sum", "norm"]) func wholeLabels(beat: String) throws {
    var person = try Person(chapter: 7, name: "christopher")
    try person.enter(beat)
    #expect(person.sees(" BOS ") || person.sees("│BOS│"))
  }

  /// Of a long name too, what goes in at all positions has its place.
  @Test(arguments: ["emma", "christopher"]) func allPositions(name: String) throws {
    var person = try Person(chapter: 7, name: name, Size(100, 30))
    for (beat, title) in [("sum", "= sum"), ("norm", "normed")] {
      try person.enter(beat)
      // Once as the strip of the chosen position, once as the table of all.
      let count = person.text.components(separatedBy: title).count - 1
      #expect(count == 2, "\(beat)")
    }
  }
}

extension String {
  fileprivate func components(separatedBy word: String) -> [Substring] {
    var (parts, rest) = ([Substring](), self[...])
    while let range = rest.firstRange(of: word) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
