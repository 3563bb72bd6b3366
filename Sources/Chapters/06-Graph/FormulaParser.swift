import Stage

/// Reads a formula: a sum of products of factors, by recursive descent.
struct FormulaParser {
  private let text: [Character]
  private var place = 0
  private var depth = 0
  private var variables: Set<Character> = []

  /// How long a formula may be, and how deep (a parenthesis counts twice): so that no text can fill the
  /// stack.
  static let longest = 200
  static let deepest = 60

  /// - Throws: `FormulaError` where the text is no formula.
  static func parse(_ text: String) throws(FormulaError) -> Formula {
    var parser = FormulaParser(text: Array(text))
    guard parser.text.count <= longest else {
      throw FormulaError(
        column: 0, sentence: "This is too long: \(longest) characters are the most.")
    }
    let formula = try parser.sum()
    guard parser.next == nil else { throw parser.unexpected() }
    return formula
  }

  private init(text: [Character]) { self.text = text }

  // MARK: The grammar

  /// sum = product { (+ | −) product }
  private mutating func sum() throws(FormulaError) -> Formula {
    try deeper()
    defer { depth -= 1 }
    var formula = try product()
    while let sign = next, "+-−".contains(sign) {
      let column = take()
      let other = try product()
      formula =
        sign == "+"
        ? .sum(formula, other, column: column) : .difference(formula, other, column: column)
    }
    return formula
  }

  /// product = factor { (· | /) factor }
  private mutating func product() throws(FormulaError) -> Formula {
    var formula = try factor()
    while let sign = next, "*·×/÷".contains(sign) {
      let column = take()
      let other = try factor()
      formula =
        "/÷".contains(sign)
        ? .quotient(formula, other, column: column) : .product(formula, other, column: column)
    }
    return formula
  }

  /// factor = (− | +) factor | atom [ ^ factor ]
  private mutating func factor() throws(FormulaError) -> Formula {
    try deeper()
    defer { depth -= 1 }
    if let sign = next, "-−+".contains(sign) {
      let column = take()
      let operand = try factor()
      guard sign != "+" else { return operand }
      if case .number(let number, _) = operand { return .number(-number, column: column) }
      return .negative(operand, column: column)
    }
    let base = try atom()
    guard next == "^" else { return base }
    let column = take()
    _ = next  // goes to where the exponent begins
    let start = self.column
    return .power(base, try constant(try factor(), at: start), column: column)
  }

  /// atom = number | variable | function ( sum ) | ( sum )
  private mutating func atom() throws(FormulaError) -> Formula {
    guard let first = next else {
      throw FormulaError(
        column: column, sentence: "Something is missing here: a number, a letter, a parenthesis.")
    }
    if first == "(" { return try parentheses() }
    if first.isDigit || first == "." { return try number() }
    if first.isSmallLetter { return try name() }
    if first.isLetter && first.isASCII {
      throw FormulaError(column: column, sentence: "Variables are small letters: a, b, c …")
    }
    throw unexpected()
  }

  private mutating func parentheses() throws(FormulaError) -> Formula {
    let opening = take()
    let formula = try sum()
    guard let next else {
      throw FormulaError(column: opening, sentence: "This parenthesis is not closed.")
    }
    guard next == ")" else { throw unexpected() }
    take()
    return formula
  }

  private mutating func number() throws(FormulaError) -> Formula {
    let (start, column) = (place, column)
    while place < text.count, text[place].isDigit || text[place] == "." { place += 1 }
    guard let number = Double(String(text[start..<place])) else {
      throw FormulaError(
        column: column, sentence: "This is no number; one point at most, as in 0.5.")
    }
    return .number(number, column: column)
  }

  private mutating func name() throws(FormulaError) -> Formula {
    let (start, column) = (place, column)
    while place < text.count, text[place].isSmallLetter { place += 1 }
    let name = String(text[start..<place])
    if let function = Formula.Function(rawValue: name) {
      guard next == "(" else {
        throw FormulaError(
          column: self.column, sentence: "After \(name) a parenthesis opens: \(name)(a).")
      }
      return .function(function, try parentheses(), column: column)
    }
    guard let letter = name.first, name.count == 1 else {
      throw FormulaError(
        column: column,
        sentence:
          "“\(name.cut(12))” is no function here (there are exp, log and relu), and a variable "
          + "is one letter.")
    }
    variables.insert(letter)
    guard variables.count <= Formula.mostVariables else {
      throw FormulaError(
        column: column, sentence: "“\(letter)” would be a fourth variable; three are the most.")
    }
    return .variable(letter, column: column)
  }

  /// The value of an exponent, in which there is no variable.
  private func constant(_ formula: Formula, at column: Int) throws(FormulaError) -> Double {
    guard formula.variables.isEmpty else {
      throw FormulaError(
        column: column,
        sentence: "An exponent has to be a number, as in a^2: microgpt.py’s powers know no others.")
    }
    return try FormulaGraph(formula, values: [:]).value
  }

  // MARK: Its steps

  /// What comes next, behind blanks; nil at the end.
  private var next: Character? {
    mutating get {
      while place < text.count, text[place] == " " { place += 1 }
      return place < text.count ? text[place] : nil
    }
  }

  /// Goes past the next character and says in which column it stands.
  @discardableResult
  private mutating func take() -> Int {
    defer { place += 1 }
    return column
  }

  /// The column of the place.
  private var column: Int { String(text.prefix(place)).columns }

  private mutating func deeper() throws(FormulaError) {
    depth += 1
    guard depth <= FormulaParser.deepest else {
      throw FormulaError(column: column, sentence: "This goes too deep.")
    }
  }

  private mutating func unexpected() -> FormulaError {
    guard let next else {
      return FormulaError(column: column, sentence: "Something is missing here.")
    }
    if next == ")" {
      let isEmpty = text[..<place].last { $0 != " " }.map { "(+-−*·×/÷^".contains($0) } ?? false
      return FormulaError(
        column: column,
        sentence: isEmpty
          ? "Something is missing before this parenthesis."
          : "This parenthesis closes none that was opened.")
    }
    if next.isDigit || next == "." || next == "(" || next.isSmallLetter {
      return FormulaError(column: column, sentence: "An operation is missing here, such as *.")
    }
    if "+*·×/÷^".contains(next) {
      return FormulaError(column: column, sentence: "Something is missing before this \(next).")
    }
    let shown = next.isVisible ? "“\(next)”" : "This character"
    return FormulaError(column: column, sentence: "\(shown) has no meaning in a formula here.")
  }
}

extension Character {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) && isASCII }
  fileprivate var isSmallLetter: Bool { ("a"..."z").contains(self) && isASCII }
  fileprivate var isVisible: Bool { unicodeScalars.contains { $0.columns > 0 } }
}
