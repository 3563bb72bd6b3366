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

  mutating func set(_ variable: Character, _ value: Double) {
    values[variable] = value
    compute()
  }

  private mutating func compute() {
    (formula, error) = (nil, nil)
    do {
      let read = try FormulaParser.parse(text)
      formula = read
      let graph = try FormulaGraph(read, values: values)
      let trimmed = text.split(separator: " ").joined(separator: " ")
      good = Good(text: trimmed, variables: read.variables, values: values, graph: graph)
    } catch {
      self.error = error
    }
  }

  /// The variables that have sliders.
  var variables: [Character] { formula?.variables ?? good.variables }

  /// Computes the last good formula at other values; nil where it has no value there.
  func graph(at values: [Character: Double]) -> FormulaGraph? {
    guard let formula = try? FormulaParser.parse(good.text) else { return nil }
    return try? FormulaGraph(formula, values: values)
  }
}
