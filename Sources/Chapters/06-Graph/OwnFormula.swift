import Stage

/// The reader's formula: what was typed, what is wrong with it, and the last graph that could be computed.
struct OwnFormula: Equatable {
  static let first = "(a*b + c)^2"
  /// How many characters can be typed.
  static let longest = 60

  private(set) var text: String
  /// Of the variables; kept when a variable is not in the formula any more.
  private(set) var values: [Character: Double] = ["a": 2, "b": -1, "c": 3]
  /// Nil where it can be read and computed.
  private(set) var error: FormulaError?
  /// Nil where it can't be read.
  private(set) var formula: Formula?
  /// The last one that could be computed.
  private(set) var good = Good(
    text: "a*b + a", variables: ["a", "b"], values: ["a": 2, "b": 3],
    graph: .example(a: 2, b: 3))

  struct Good: Equatable {
    let text: String
    let variables: [Character]
    let values: [Character: Double]
    let graph: FormulaGraph
  }

  init() {
    text = OwnFormula.first
    compute()
  }

  mutating func type(_ text: String) {
    self.text = text
    compute()
  }

  /// Moves a variable: of the last formula that could be read, where the text is none.
  mutating func set(_ variable: Character, _ value: Double) {
    values[variable] = value
    compute()
    if formula == nil { try? take(good.text) }
  }

  private mutating func compute() {
    (formula, error) = (nil, nil)
    do {
      formula = try FormulaParser.parse(text)
      try take(text.split(separator: " ").joined(separator: " "))
    } catch {
      self.error = error
    }
  }

  /// Computes a formula, which then is the last good one.
  private mutating func take(_ text: String) throws(FormulaError) {
    let formula = try FormulaParser.parse(text)
    let graph = try FormulaGraph(formula, values: values)
    good = Good(text: text, variables: formula.variables, values: values, graph: graph)
  }

  /// The variables that have sliders.
  var variables: [Character] { formula?.variables ?? good.variables }

  /// Computes the last good formula at other values; nil where it has no value there.
  func graph(at values: [Character: Double]) -> FormulaGraph? {
    guard let formula = try? FormulaParser.parse(good.text) else { return nil }
    return try? FormulaGraph(formula, values: values)
  }
}
