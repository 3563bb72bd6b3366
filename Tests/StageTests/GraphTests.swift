import Stage
import Testing

@Suite struct ComputationGraphTests {
  /// L = a · b + a.
  private let first = ComputationGraph(
    [
      .init("a", 2, gradient: 4, target: Target("a")), .init("b", 3, gradient: 2),
      .init("c", 6, gradient: 1, "·", [0, 1]), .init("L", 8, gradient: 1, "+", [2, 0]),
    ], paths: [.init([.init(2, 0), .init(3, 0)], .query), .init([.init(3, 1)], .key)], digits: 1)

  private func drawn(_ graph: ComputationGraph, _ width: Int, _ height: Int) -> [String] {
    Area.picture(Size(width, height)) { graph.draw(in: $0) }.lines
  }

  @Test func twoPathsToOneInput() {
    let canvas = Area.picture(Size(39, 11)) { first.draw(in: $0) }
    #expect(
      canvas.lines == [
        " ╭───────╮                             ",
        " │ a     │                             ",
        " │ 2.0   │─┬─────────────╮   ╭───────╮ ",
        " │ ∂ 4.0 │ │             ╰──▸│ L +   │ ",
        " ╰───────╯ │   ╭───────╮     │ 8.0   │ ",
        "           ╰──▸│ c ·   │  ╭─▸│ ∂ 1.0 │ ",
        " ╭───────╮     │ 6.0   │──╯  ╰───────╯ ",
        " │ b     │  ╭─▸│ ∂ 1.0 │               ",
        " │ 3.0   │──╯  ╰───────╯               ",
        " │ ∂ 2.0 │                             ",
        " ╰───────╯                             ",
      ])
    #expect(
      canvas.roleLines == [
        " fffffffff                             ",
        " f E     f                             ",
        " f aaa   fKKKKKKKKKKKKKKKK   fffffffff ",
        " f e ggg f Q             KKKKf E t   f ",
        " fffffffff Q   fffffffff     f aaa   f ",
        "           QQQQf E t   f  QQQf e ggg f ",
        " fffffffff     f aaa   fQQQ  fffffffff ",
        " f E     f  ffff e ggg f               ",
        " f aaa   ffff  fffffffff               ",
        " f e ggg f                             ",
        " fffffffff                             ",
      ])
    #expect(canvas.region(x: 3, y: 2)?.touch == .pick(Target("a")))
  }

  @Test func theChosenEdgeLiesAbove() {
    var graph = first
    for edge in [ComputationGraph.Edge(2, 0), .init(2, 1), .init(3, 0), .init(3, 1)] {
      graph.chosen = .edge(edge)
      let canvas = Area.picture(Size(60, 20)) { graph.draw(in: $0) }
      let lit = canvas.cells.filter { $0.role == .chosen }
      #expect(lit.count > 3 && lit.allSatisfy { $0.emphasis == .strong })
      #expect(lit.filter { $0.glyph == "▸" }.count == 1)
    }
    graph.chosen = .node(2)
    let canvas = Area.picture(Size(60, 20)) { graph.draw(in: $0) }
    #expect(canvas.cells.filter { $0.role == .chosen && $0.glyph == "╭" }.count == 1)
  }

  /// No edge runs through a box, and each ends at one with an arrow.
  @Test func edgesLeadAroundBoxes() {
    let graph = ComputationGraph(
      [
        .init("a", 1), .init("b", 2), .init("c", 3), .init("d", 4), .init("e", 5, "·", [0, 1]),
        .init("f", 6, "+", [4, 2]), .init("g", 7, "·", [5, 3]), .init("h", 7, "·", [5, 6]),
        .init("L", 7, "+", [7, 0]),
      ], digits: 0)
    let canvas = Area.picture(Size(80, 24)) { graph.draw(in: $0) }
    let glyphs = canvas.lines.joined()
    #expect(glyphs.filter { $0 == "▸" }.count == 10)
    for label in ["a  ", "b  ", "c  ", "d  ", "e ·", "f +", "g ·", "h ·", "L +"] {
      #expect(canvas.lines.filter { $0.contains("│ \(label) │") }.count == 1, "\(label)")
    }
  }

  @Test func aListWhereThereIsLittleRoom() {
    #expect(
      drawn(first, 24, 4)
        == [
          "a         2.0  ∂ 4.0    ", "b         3.0  ∂ 2.0    ", "c  a · b  6.0  ∂ 1.0    ",
          "L  c + a  8.0  ∂ 1.0    ",
        ])
    var chosen = first
    chosen.chosen = .node(3)
    #expect(drawn(chosen, 24, 1) == ["▸ L  c + a  8.0  ∂ 1.0  "])
  }

  @Test func thousandsOfNodesAreAList() {
    let nodes = (0..<20_000).map {
      ComputationGraph.Node("n\($0)", Double($0), "+", [$0 / 2, $0 - 1, 0])
    }
    let lines = drawn(ComputationGraph(nodes, chosen: .node(19_999), digits: 0), 60, 20)
    #expect(lines[19].hasPrefix("… ") && lines[18].hasPrefix("▸ n19999"))
  }

  @Test func operandsThatAreNotThere() {
    let graph = ComputationGraph([.init("a", 1, "+", [0, 7, -1]), .init("b", 2, "+", [0, 1, 0])])
    #expect(graph.nodes.map(\.operands) == [[], [0, 0]])
  }

  /// Words stand on the last straight line of an edge, where there is room; what travels is on its edge.
  @Test func labelsAndWhatTravels() throws {
    var graph = first
    let edge = ComputationGraph.Edge(3, 0)
    graph.labels = [edge: "× 1", .init(2, 0): "× 3.25"]
    let wide = drawn(graph, 80, 12)
    #expect(
      wide.contains { $0.contains("╭─") && $0.contains(" × 1 ") && $0.contains("▸│ L") == false })
    #expect(wide.joined().contains(" × 3.25 "))
    #expect(!drawn(graph, 39, 11).joined().contains("×"), "no room")
    let without = drawn(first, 80, 12)
    var places: [Int] = []
    for share in [0, 0.5, 1] {
      var moving = first
      moving.travelling = [edge: share]
      let canvas = Area.picture(Size(80, 12)) { moving.draw(in: $0) }
      let place = try #require(canvas.cells.firstIndex { $0.glyph == "●" })
      #expect(canvas.cells[place].role == .chosen)
      places.append(place % 80)
      #expect(!without.joined().contains("●"))
    }
    #expect(places[0] < places[1] && places[1] < places[2])
  }

  /// What is not computed yet has a question mark; operations on one number are written as such.
  @Test func unknownValuesAndSingleOperands() {
    let graph = ComputationGraph(
      [
        .init("a", 2), .init("v1", nil, "exp", [0]), .init("v2", nil, "^2", [1]),
        .init("L", nil, "+", [2, 0]),
      ], digits: 1)
    #expect(
      drawn(graph, 24, 4).map { $0.split(separator: " ").joined(separator: " ") }
        == ["a 2.0", "v1 exp a ?", "v2 v1^2 ?", "L v2 + a ?"])
    #expect(drawn(graph, 90, 12).filter { $0.contains("│ ?") }.count >= 1)
  }
}
