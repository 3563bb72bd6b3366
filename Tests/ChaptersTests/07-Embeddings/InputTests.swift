import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// A token and its position on their way into the model.
@MainActor @Suite struct InputTests {
  /// The cursor goes over all numbers of all four vectors; what is on the screen is the model’s.
  @Test(arguments: ["row", "position", "sum", "norm"]) func cursor(beat: String) throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter(beat)
    let pass = Pass(
      person.scene.run.model(of: person.scene.snapshot.state), tokens: person.scene.tokens)
    person.press(.up, .up, .up)
    person.type("<<<<<")
    for position in 0..<5 {
      for index in 0..<16 {
        let site = try #require(person.page.number)
        #expect(site.position == position && site.index == index)
        let number = pass[site]
        #expect(person.sees(number.shown(4)) || person.sees(number.shown(6)), "\(site)")
        person.type("+")
      }
      #expect(person.page.number?.index == 15, "the last number is the end")
      person.press(.down)
      person.type("<<<<<")
    }
    #expect(person.page.number?.position == 4)
  }

  /// A click on a letter of the name, and on a number.
  @Test func mouse() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter("norm")
    try person.click(.pick(Target(FromIdsToMeaning.PositionRow(position: 3))))
    try person.click(.pick(Target(FromIdsToMeaning.Cell(column: 11))))
    #expect(person.page.number == Site(.input, position: 3, index: 11))
    // In the table of all tokens, the row as well.
    try person.enter("tokens")
    let row = Target(FromIdsToMeaning.TokenRow(token: 6))
    try person.click(.pick(Target(FromIdsToMeaning.Cell(row: row, column: 2))))
    #expect(person.page.number == .parameter(6 * 16 + 2))
    #expect(person.sees("wte[6][2]") && person.sees("token g"))
  }

  /// The norm’s numbers, found another way: its output divided by its input, and the mean of squares.
  @Test func norm() throws {
    var person = try Person(chapter: 7, name: "olivia", Size(100, 30))
    try person.enter("norm")
    for moment in [0, 1, 500, 1000] {
      person.go(toMoment: moment)
      for position in 0..<7 {
        person.visit.apply(
          [.choose(Target(FromIdsToMeaning.PositionRow(position: position)))], at: person.time)
        let made = person.scene.trace.positions[position].activations
        let input = InputNumbers(person.scene, position)
        for (before, after) in zip(made.embedding, made.input) {
          #expect(abs(before * input.scale - after) < 1e-12)
        }
        #expect(person.page.caption.contains("here \(input.scale.shown(3))"))
        #expect(person.sees("1 / √(\(input.meanSquare.shown(6)) + 0.00001)"))
        let lengths = [made.embedding, made.input].map { vector in
          vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        #expect(person.sees("\(lengths[0].shown(3)) → \(lengths[1].shown(3))"))
        #expect(abs(lengths[1] - 4) < 0.02 && person.page.caption.contains("nearly √16 = 4"))
      }
    }
  }

  /// Where two rows of a table share a line, it is said; where each has its own, it is not.
  @Test(arguments: ["row", "position", "tokens", "positions", "moves", "cosines"])
  func sharedLines(beat: String) throws {
    var person = try Person(chapter: 7)
    try person.enter(beat)
    #expect(person.sees("Each line holds"))
    person.resize(100, 200)
    #expect(!person.sees("Each line holds"))
  }

  /// While the sum is made, the position’s numbers come one after the other.
  @Test func movement() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter("sum")
    let beat = person.beat
    let end = person.lines
    person.enter(beat: beat, share: 0.5)
    #expect(person.lines != end)
    try person.enter("norm", share: 0.01)
    let start = person.lines
    try person.enter("norm", share: 0.5)
    #expect(person.lines != start)
  }

  /// The same letter at two places of the name.
  @Test func repeatedLetter() throws {
    var person = try Person(chapter: 7, name: "emma")
    try person.enter("sum")
    person.press(.down)
    #expect(person.page.caption.contains("“m” at position 2 and at 3 give different numbers"))
    person.edit("bo")
    person.press(.enter)
    #expect(person.page.caption.contains("at another position"))
  }

  /// Another name, an empty one, one that is cut: a chosen position stays in it.
  @Test func names() throws {
    var person = try Person(chapter: 7, name: "maximilianalexander")
    for beat in ["row", "position", "sum", "norm"] {
      try person.enter(beat)
      person.visit.apply([.choose(Target(FromIdsToMeaning.PositionRow(position: 15)))], at: 0)
      #expect(person.page.number?.position == 15)
      person.edit("")
      person.press(.enter)
      #expect(person.page.number?.position == 0 && person.picture.isWhole)
      person.edit("maximilianalexander")
      person.press(.enter)
    }
  }
}
