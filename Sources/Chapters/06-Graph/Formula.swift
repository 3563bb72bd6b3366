/// A formula in up to three variables, as a tree. Each operation knows the column where it stands.
indirect enum Formula: Equatable, Sendable {
  case number(Double, column: Int)
  case variable(Character, column: Int)
  case sum(Formula, Formula, column: Int)
  case difference(Formula, Formula, column: Int)
  case product(Formula, Formula, column: Int)
  case quotient(Formula, Formula, column: Int)
  case negative(Formula, column: Int)
  /// To the power of a constant, as in microgpt.py.
  case power(Formula, Double, column: Int)
  case function(Function, Formula, column: Int)

  enum Function: String, CaseIterable, Sendable { case exp, log, relu }

  /// How many variables there may be.
  static let mostVariables = 3

  /// The variables in the order of the alphabet.
  var variables: [Character] { names.sorted() }

  private var names: Set<Character> {
    switch self {
    case .number: []
    case .variable(let name, _): [name]
    case .sum(let a, let b, _), .difference(let a, let b, _), .product(let a, let b, _),
      .quotient(let a, let b, _):
      a.names.union(b.names)
    case .negative(let a, _), .power(let a, _, _), .function(_, let a, _): a.names
    }
  }

  /// Whether something in it is rewritten: the graph knows neither differences nor quotients.
  var hasDifferenceOrQuotient: Bool {
    switch self {
    case .number, .variable: false
    case .difference, .quotient, .negative: true
    case .sum(let a, let b, _), .product(let a, let b, _):
      a.hasDifferenceOrQuotient || b.hasDifferenceOrQuotient
    case .power(let a, _, _), .function(_, let a, _): a.hasDifferenceOrQuotient
    }
  }
}

/// What is wrong with a formula, and where: one sentence.
struct FormulaError: Error, Equatable {
  /// Counted in columns of the screen, from 0.
  let column: Int
  let sentence: String
}
