import MicroGPT
import Stage

/// Chapter 6: every calculation is remembered, and one walk back through all of them finds how the loss
/// moves with each number. First on L = a · b + a and on a formula of one's own, then on the graph of the
/// model itself.
struct TrackingCalculations: Chapter {
  let number = 6
  let title = "Tracking every calculation"
  let question = "How does one find which way each number should move?"
  static let explains = [
    "backward pass", "chain rule", "computation graph", "gradient", "gradient check",
    "local derivative",
  ]
  static let keys = [
    ChapterKey(
      .switchView, "type a formula, the other formula, on to the next name, a parameter’s past"),
    ChapterKey(.restore, "first formula, back up the way"),
    ChapterKey(.enter, "down the way, to a parameter"),
    ChapterKey(.find, "another parameter"),
  ]

  /// Of the example L = a · b + a.
  var values: [Character: Double] = ["a": 2, "b": 3]
  var own = OwnFormula()
  /// Whether the nudges are shown for the reader's formula.
  var nudgesOwn = false
  /// How far the backward code has run on the example; nil for its end.
  var executed: Int?
  /// The chosen parameter, by its place among all of them.
  var parameter: Int?
  /// The way from the loss down to a node: which of its children, again and again.
  var way: [Int] = []
  /// The nudge of the gradient check is 10 to the power of minus this.
  var power = 5

  /// What can be moved: a variable of a formula.
  struct Variable: Hashable, Sendable { let name: Character }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("question", "Which way?", hold: 4000) { _ in questionPage(scene) },
      Beat("forward", "Forward", duration: 2400) { forwardPage($0) },
      Beat("one", "Begin at the end") { onePage($0) },
      Beat("sum", "Through a sum", duration: 1600) { sumPage($0) },
      Beat("product", "Through a product", duration: 1600) { productPage($0) },
      Beat("paths", "Two ways add up", duration: 1600) { pathsPage($0) },
      Beat("nudge", "A small move", hold: 3000) { nudgePage($0) },
      Beat("expression", "Your own formula") { expressionPage($0) },
      Beat("words", "The code in words", duration: 4000) { wordsPage($0) },
      Beat("value", "What a number keeps") { valuePage($0) },
      Beat("census", "The real graph", duration: 800) { censusPage(scene, $0) },
      Beat("parameter", "One of many") { parameterPage(scene, $0) },
      Beat("walk", "Walk back") { walkPage(scene, $0) },
      Beat("check", "Is it right?") { checkPage(scene, $0) },
      Beat("all", "All at once", duration: 1200) { allPage(scene, $0) },
    ]
  }

  var example: FormulaGraph {
    .example(a: values["a", default: 2], b: values["b", default: 3])
  }

  /// The sliders of the example.
  var exampleControls: [Control] {
    ["a", "b"].map { (name: Character) in
      TrackingCalculations.control(name, values[name, default: 1]) { [with(\.values[name], $0)] }
    }
  }

  /// A variable's slider.
  static func control(_ name: Character, _ value: Double, set: @escaping (Double) -> Change)
    -> Control
  {
    Control(Variable(name: name), String(name), value, in: -5...5, step: 0.1, coarse: 1, set: set)
  }
}

extension Snippet {
  static let graphOperations = Snippet("Graph/Graph.swift", from: "func add(", "func multiply(")
  static let localDerivatives = Snippet(
    "Graph/Graph.swift", from: "func localDerivatives(of value")
  static let graphValue = Snippet(
    "Graph/Graph.swift", from: "struct Value", "func leaf(", "func add(", "func multiply(",
    "private mutating func append(")
}
