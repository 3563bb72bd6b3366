import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The mouse over a number tells its name and all its digits, and changes nothing else.
@MainActor @Suite struct PointingTests {
  /// Where a picture has numbers that can be asked for, each once.
  private func numbers(_ canvas: Canvas) -> [Rect] {
    var found: Set<Rect> = []
    return (0..<canvas.size.height).flatMap { y in
      (0..<canvas.size.width).compactMap { x in
        canvas.number(at: Point(x, y)).flatMap { found.insert($0).inserted ? $0 : nil }
      }
    }
  }

  @Test func theStatusRowTells() throws {
    var person = try Person(chapter: 11)
    person.enter(beat: 1)
    let before = person.lines
    let rect = try #require(numbers(person.picture).first)
    person.mouse(.moved(x: rect.x, y: rect.y))
    let reading = try #require(person.picture.told?.readings.first)
    #expect(person.status.hasPrefix(" \(reading.name)  \(reading.value)"))
    #expect(person.lines.dropLast(2) == before.dropLast(2))
    #expect(person.lines.last == before.last)
    // A key brings back what stood there, and so does pointing at nothing.
    person.type("?")
    person.press(.escape)
    #expect(person.picture.told == nil)
    #expect(person.lines == before)
    person.mouse(.moved(x: rect.x, y: rect.y))
    #expect(person.status != before[before.count - 2])
    person.mouse(.moved(x: 0, y: 0))
    #expect(person.lines == before)
  }

  /// Pointing at something is no wish for anything.
  @Test func asksForNothing() throws {
    var person = try Person(chapter: 11)
    person.press(.left)
    let notice = person.status
    person.mouse(.moved(x: 0, y: 0))
    #expect(person.status == notice, "a notice stays")
    person.type("?")
    let help = person.picture
    for rect in numbers(try Person(chapter: 11).picture) {
      person.mouse(.moved(x: rect.x, y: rect.y))
      #expect(person.picture == help, "nothing is told below what lies over the picture")
    }
  }

  /// What is told is the number that stands there, with more digits.
  @Test(arguments: Visit.numbers) func agreesWithWhatStandsThere(chapter: Int) throws {
    var person = try Person(chapter: chapter, Size(100, 30))
    for beat in person.beats.indices {
      person.enter(beat: beat)
      person.press(.escape)  // points at nothing
      let rest = person.picture
      for rect in numbers(rest) {
        person.mouse(.moved(x: rect.x + rect.width / 2, y: rect.y))
        guard let told = person.picture.told, told.readings.count == 1,
          let reading = told.readings.first, let value = reading.number
        else { continue }
        let shown = person.picture.underlined(in: told.rect).replacing(" × 10^", with: "e")
          .split(separator: " ").map(String.init)
        let figures = shown.compactMap(Figures.init)
        guard !figures.isEmpty else { continue }
        #expect(
          figures.contains { $0.agree(with: value) },
          "\(person.beats[beat].id): \(reading.name) is \(reading.value), but shown as \(shown)")
      }
    }
  }

  /// All digits of what the model computes: the probabilities that a name is drawn by.
  @Test func theModelsProbabilities() throws {
    var person = try Person(chapter: 11, Size(100, 30))
    var told: [Reading] = []
    for beat in person.beats.indices.prefix(6) {
      person.enter(beat: beat)
      for rect in numbers(person.picture) {
        person.mouse(.moved(x: rect.x, y: rect.y))
        told += person.picture.told?.readings ?? []
      }
    }
    let scene = person.scene
    let draws = scene.names(1).flatMap(\.draws)
    let all = draws.flatMap { draw in
      draw.probabilities.enumerated().map {
        Reading("probability of “\(scene.label($0.offset))”", $0.element)
      }
    }
    let probabilities = told.filter { $0.name.hasPrefix("probability of") }
    #expect(probabilities.count > 10)
    #expect(probabilities.allSatisfy(all.contains))
  }

  /// A key gives the mouse to the terminal, says so, and takes it back.
  @Test func freeingTheMouse() throws {
    var person = try Person(chapter: 2)
    #expect(person.visit.usesMouse)
    person.type("M")
    #expect(!person.visit.usesMouse)
    #expect(person.status.contains("M takes it back"))
    person.press(.right)
    #expect(!person.visit.usesMouse)
    person.type("M")
    #expect(person.visit.usesMouse)
    #expect(person.status.contains("again"))
  }

  /// The terminal's own cursor stands on what is chosen, and is shown where one types.
  @Test func theCursor() throws {
    var person = try Person(chapter: 4)
    let first = try #require(person.picture.cursor)
    #expect(!first.isShown)
    person.press(.down)
    let second = try #require(person.picture.cursor)
    #expect(second.place.y > first.place.y && second.place.x == first.place.x)
    let name = try #require(person.chosen?.name)
    #expect(person.lines[second.place.y].dropFirst(second.place.x).hasPrefix(name))

    person.type("eemma")
    person.press(.left)
    let typing = try #require(person.picture.cursor)
    #expect(typing.isShown)
    #expect(person.lines[typing.place.y].dropFirst(typing.place.x).hasPrefix("a "))
    #expect(person.lines[typing.place.y].prefix(typing.place.x).hasSuffix("emm"))
    person.press(.enter)
    #expect(person.picture.cursor == second)
  }
}

extension Reading {
  fileprivate var number: Double? { Double(value.filter { $0 != "," }) }
}

extension Canvas {
  /// The glyphs of the cells that are underlined in a part of the picture.
  fileprivate func underlined(in rect: Rect) -> String {
    var text = String.UnicodeScalarView()
    for y in rect.y..<rect.bottom {
      for x in rect.x..<rect.right where self[x, y].glyph != Cell.continuation {
        text.append(self[x, y].emphasis.contains(.underlined) ? self[x, y].glyph : " ")
      }
      text.append(" ")
    }
    return String(text)
  }
}

/// A number as it is written on the screen: `64.0%`, `+0.25`, `1.2e-05`, `32,033`.
private struct Figures {
  let value: Double
  /// By how much the number may differ.
  let tolerance: Double

  init?(_ text: String) {
    let plain = text.filter { $0 != "," && $0 != "%" && $0 != "+" }
    let parts = plain.split(separator: "e")
    guard plain.contains(where: \.isNumber), let value = Double(plain) else { return nil }
    let digits =
      parts[0].split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    var unit = 1.0
    for _ in 0..<digits { unit /= 10 }
    if parts.count == 2, let power = Int(parts[1]) {
      for _ in 0..<power.magnitude { unit = power < 0 ? unit / 10 : unit * 10 }
    }
    self.value = value
    tolerance = unit * 0.500001
  }

  /// Shares may be shown in hundredths.
  func agree(with number: Double) -> Bool {
    [number, number * 100].contains { ($0 - value).magnitude <= tolerance }
  }
}
