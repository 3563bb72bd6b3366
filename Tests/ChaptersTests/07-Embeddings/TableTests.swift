import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Both tables, their order, and who moves their rows.
@MainActor @Suite struct TableTests {
  private func still(_ person: Person) -> [Int] {
    let scene = person.scene
    let (first, now) = (scene.run.state(at: 0).parameters, scene.snapshot.state.parameters)
    let start = scene.tokenizer.vocabularySize * scene.size.width
    return (0..<scene.size.blockSize).filter { row in
      (0..<scene.size.width).allSatisfy {
        first[start + row * scene.size.width + $0] == now[start + row * scene.size.width + $0]
      }
    }
  }

  /// Exactly the rows that no name so far reached are as they were drawn.
  @Test(arguments: [1, 2, 10, 100, 1000]) func unreachedPositions(moment: Int) throws {
    var person = try Person(chapter: 7)
    person.go(toMoment: moment)
    try person.enter("positions")
    let longest = (0..<moment).map { person.scene.run.document(ofStep: $0).count }.max() ?? 0
    // A name of n letters has n + 1 positions.
    let first = min(16, longest + 1)
    #expect(still(person) == Array(first..<16))
    let caption = person.page.caption
    switch first {
    case 16: #expect(caption.contains("moved every row"))
    case 15: #expect(caption.contains("Row 15 is still as drawn"))
    default: #expect(caption.contains("The rows from \(first) on are still as drawn"))
    }
    #expect(person.sees("rows that moved: \(first) of 16"))
    func length(_ moment: Int) -> Double {
      let numbers = person.scene.run.state(at: moment).parameters
      return (27..<43).reduce(0) { sum, row in
        sum + numbers[row * 16..<row * 16 + 16].reduce(0) { $0 + $1 * $1 }.squareRoot()
      } / 16
    }
    #expect(person.sees("mean length of a row: \(length(0).shown(3)) as"))
    #expect(person.sees(", \(length(moment).shown(3)) now"))
  }

  @Test func atTheBeginning() throws {
    var person = try Person(chapter: 7)
    person.go(toMoment: 0)
    for beat in ["tokens", "positions"] {
      try person.enter(beat)
      #expect(person.page.caption.contains("nothing is trained yet"))
      #expect(person.sees("rows that moved: 0 of"))
      #expect(person.sees("not moved so far"))
    }
    person.type("]")
    #expect(!person.page.caption.contains("nothing is trained yet"))
  }

  /// By likeness, neighbours are more alike than by their ids; the order is the same at all moments, and the
  /// same key goes back.
  @Test func sorting() throws {
    var person = try Person(chapter: 7, Size(100, 30))
    try person.enter("tokens")
    let byId = person.controls.map(\.name)
    #expect(byId == (0..<27).map(person.scene.label))
    person.type("x")
    let sorted = person.controls.map(\.name)
    #expect(sorted.sorted() == byId.sorted() && sorted != byId)
    let scene = person.scene
    func likeness(_ names: [String]) -> Double {
      let rows = names.map { name in
        scene.tables.token((0..<27).first { scene.label($0) == name } ?? 0)
      }
      return zip(rows, rows.dropFirst()).reduce(0) { sum, pair in
        let dot = zip(pair.0, pair.1).reduce(0) { $0 + $1.0 * $1.1 }
        let squares = [pair.0, pair.1].map { $0.reduce(0) { $0 + $1 * $1 } }
        return sum + dot / (squares[0] * squares[1]).squareRoot()
      }
    }
    #expect(likeness(sorted) > likeness(byId) + 5)
    // No two neighbours that could change places for the better.
    for place in 0..<26 {
      var other = sorted
      other.swapAt(place, place + 1)
      #expect(likeness(other) <= likeness(sorted) + 1e-9)
    }
    person.go(toMoment: 100)
    #expect(person.controls.map(\.name) == sorted)
    try person.enter("cosines")
    #expect(person.controls.map(\.name) == sorted)
    person.type("x")
    #expect(person.controls.map(\.name) == byId)
  }

  /// Only rows of tokens that were read have a gradient; the rest of those that move have Adam’s momentum.
  @Test(arguments: [1, 2, 500, 1000]) func whoMoves(moment: Int) throws {
    var person = try Person(chapter: 7, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("moves")
    let scene = person.scene
    let document = scene.run.document(ofStep: moment - 1)
    let read = Set(scene.tokenizer.encode(document).dropLast().prefix(16))
    let pass = Pass(
      scene.run.model(at: moment - 1), tokens: scene.tokenizer.encode(document))
    let anatomy = try #require(scene.step)
    let moves = RowMoves(anatomy, scene)
    for token in 0..<27 {
      let row = moves.gradient(token)
      #expect(row.contains { $0 != 0 } == read.contains(token))
      for (column, gradient) in row.enumerated() {
        let exact = pass.gradient(at: .parameter(token * 16 + column))
        #expect(abs(gradient - exact) < 1e-9)
      }
    }
    #expect(moves.counts.gradient == read.count)
    let (before, after) = (scene.run.state(at: moment - 1), scene.run.state(at: moment))
    let moved = (0..<27).count { token in
      (token * 16..<token * 16 + 16).contains { before.parameters[$0] != after.parameters[$0] }
    }
    #expect(moves.counts.moved == moved)
    #expect(person.page.caption.contains("“\(document)”"))
    #expect(person.page.caption.contains("Only \(read.count) rows have a gradient"))
    if moment == 1 {
      #expect(moved == read.count)
    } else {
      #expect(person.page.caption.contains("\(moved - read.count) more moved"))
    }
  }
}
