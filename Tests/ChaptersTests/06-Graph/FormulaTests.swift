import Foundation
import TestSupport
import Testing

@testable import Chapters

/// The reader's formula: read, computed and differentiated as another evaluation says.
@Suite struct FormulaTests {
  /// A formula made at random, evaluated without the parser and without the graph.
  private indirect enum Tree {
    case number(Double)
    case variable(Int)
    case binary(String, Tree, Tree)
    case negative(Tree)
    case power(Tree, Double)
    case function(String, Tree)

    static func random(depth: Int, _ random: inout Generator) -> Tree {
      func next() -> Tree { Tree.random(depth: depth - 1, &random) }
      guard depth > 0 else {
        return Bool.random(using: &random)
          ? .variable(Int.random(in: 0..<3, using: &random))
          : .number(Double(Int.random(in: 1...99, using: &random)) / 10)
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0...4:
        let sign = ["+", "-", "*", "/"].randomElement(using: &random) ?? "+"
        return .binary(sign, next(), next())
      case 5: return .negative(next())
      case 6: return .power(next(), [2, 3, -1, 0.5].randomElement(using: &random) ?? 2)
      case 7...8:
        return .function(["exp", "log", "relu"].randomElement(using: &random) ?? "exp", next())
      default: return Tree.random(depth: 0, &random)
      }
    }

    /// Nil where it leaves what both ways surely compute alike: near a bend, a pole, or very large.
    func value(_ variables: [Double]) -> Double? {
      let result: Double?
      switch self {
      case .number(let number): result = number
      case .variable(let index): result = variables[index]
      case .binary(let sign, let a, let b):
        guard let a = a.value(variables), let b = b.value(variables) else { return nil }
        switch sign {
        case "+": result = a + b
        case "-": result = a - b
        case "*": result = a * b
        default: result = abs(b) < 0.05 ? nil : a / b
        }
      case .negative(let a): result = a.value(variables).map { -$0 }
      case .power(let a, let exponent):
        guard let a = a.value(variables) else { return nil }
        result = exponent < 1 && a < 0.05 ? nil : pow(a, exponent)
      case .function(let name, let a):
        guard let a = a.value(variables) else { return nil }
        switch name {
        case "exp": result = exp(a)
        case "log": result = a < 0.05 ? nil : log(a)
        default: result = abs(a) < 0.01 ? nil : max(0, a)
        }
      }
      return result.flatMap { abs($0) < 1e4 ? $0 : nil }
    }

    /// Written with no more parentheses than needed around sums, and with blanks here and there.
    var text: String {
      switch self {
      case .number(let number): "\(number)"
      case .variable(let index): ["a", "b", "c"][index]
      case .binary(let sign, let a, let b):
        sign == "+"
          ? "(\(a.text) + \(b.text))" : "(\(a.text)) \(sign)(\(b.text))".parenthesised
      case .negative(let a): "(-\(a.text.parenthesised))"
      case .power(let a, let exponent): "\(a.text.parenthesised)^\(exponent)"
      case .function(let name, let a): "\(name)(\(a.text))"
      }
    }
  }

  @Test func valuesAndGradients() throws {
    var random = Generator(state: 6)
    var checked = 0
    for _ in 0..<3000 {
      let tree = Tree.random(depth: 4, &random)
      let point = (0..<3).map { _ in Double.random(in: 0.3...2, using: &random) }
      let step = 1e-5
      func moved(_ index: Int, _ by: Double) -> Double? {
        var moved = point
        moved[index] += by
        return tree.value(moved)
      }
      guard let expected = tree.value(point), tree.text.count <= FormulaParser.longest else {
        continue
      }
      let names: [Character] = ["a", "b", "c"]
      let values = Dictionary(uniqueKeysWithValues: zip(names, point))
      let graph = try FormulaGraph(FormulaParser.parse(tree.text), values: values)
      #expect(abs(graph.value - expected) <= 1e-9 * max(1, abs(expected)), "\(tree.text)")
      for (index, name) in names.enumerated() {
        guard let up = moved(index, step), let down = moved(index, -step) else { continue }
        let slope = (up - down) / (2 * step)
        let gradient = graph.step(of: name)?.gradient ?? 0
        #expect(
          abs(gradient - slope) <= 1e-4 * max(1, abs(slope), abs(expected)),
          "\(name) in \(tree.text) at \(point): \(gradient), not \(slope)")
        checked += 1
      }
    }
    #expect(checked > 1500)
  }

  /// What binds how strongly.
  @Test(arguments: [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 - 3 - 2", 3), ("16 / 4 / 2", 2), ("2 * 3 ^ 2", 18),
    ("-3 ^ 2", -9), ("(-3) ^ 2", 9), ("2 ^ 3 ^ 2", 512), ("2 ^ -1", 0.5), ("4 ^ (1 / 2)", 2),
    ("- - 5", 5), ("+5", 5), ("6 ÷ 3 · 2 × 4 − 1", 15), ("relu(0 - 4) + relu(4)", 4),
    ("log(exp(3))", 3), (".5 + 5.", 5.5), ("((((((7))))))", 7), ("  2*2  ", 4),
  ]) func precedence(text: String, value: Double) throws {
    let graph = try FormulaGraph(FormulaParser.parse(text), values: [:])
    #expect(abs(graph.value - value) < 1e-12)
  }

  /// Each mistake has a sentence of its own, at the column where it is.
  @Test(arguments: [
    ("", 0, "missing"), ("a +", 3, "missing"), ("a + * b", 4, "before this *"),
    ("(a + b", 0, "not closed"), ("a + b)", 5, "none that was opened"), ("()", 1, "missing"),
    ("2a", 1, "operation is missing"), ("a b", 2, "operation is missing"),
    ("a (b)", 2, "operation is missing"), ("sin(a)", 0, "“sin” is no function"),
    ("log a", 4, "After log a parenthesis opens"), ("a + A", 4, "small letters"),
    ("a + b + c + d", 12, "fourth variable"), ("1.2.3", 0, "no number"), ("a ^ b", 4, "exponent"),
    ("2 ^ (a + 1)", 4, "exponent"), ("a $ b", 2, "“$” has no meaning"),
    ("a + é", 4, "“é” has no meaning"), ("a + 山", 4, "“山” has no meaning"),
    ("山 + a", 0, "no meaning"), ("a + \u{301}", 3, "no meaning"), ("a = 2", 2, "no meaning"),
    (String(repeating: "(", count: 60) + "a", 30, "too deep"),
    (String(repeating: "-", count: 90) + "a", 59, "too deep"),
    (String(repeating: "a+", count: 150) + "a", 0, "too long"),
  ]) func mistakes(text: String, column: Int, words: String) {
    let error = #expect(throws: FormulaError.self) {
      try FormulaGraph(FormulaParser.parse(text), values: [:])
    }
    #expect(error?.column == column)
    #expect(error?.sentence.contains(words) == true, "\(error?.sentence ?? "")")
  }

  /// What can be read but not computed, at these values.
  @Test(arguments: [
    ("1 / a", 0.0, 2, "divided by 0"), ("1 + a^-2", 0, 5, "divided by 0"),
    ("log(a)", 0, 0, "no logarithm of 0"), ("b + log(a)", -2, 4, "no logarithm of -2"),
    ("exp(a)", 1000, 0, "exp(1000) is more than"), ("a * 1 + exp(a*300)", 3, 8, "exp(900)"),
    ("a^0.5", -1, 1, "no power 0.5 of -1"), ("a^0.5", 0, 1, "gradient"),
    ("exp(a) * exp(a)", 500, 7, "This product"), ("exp(a) + exp(a)", 709.5, 7, "This sum"),
    ("a ^ 999", 5, 2, "The power 999 of 5"),
  ]) func outOfRange(text: String, a: Double, column: Int, words: String) throws {
    let formula = try FormulaParser.parse(text)
    let error = #expect(throws: FormulaError.self) {
      try FormulaGraph(formula, values: ["a": a, "b": 1])
    }
    #expect(error?.column == column)
    #expect(error?.sentence.contains(words) == true, "\(error?.sentence ?? "")")
    // Elsewhere it has a value.
    #expect(try FormulaGraph(formula, values: ["a": 0.5, "b": 1]).value.isFinite)
  }

  /// Whatever is typed: a formula or a sentence with its column inside the text, never a trap.
  @Test func anyText() {
    var random = Generator(state: 66)
    let alphabet = Array("abcxe019.+-*/^()  explogrelu·−山é\u{301}$=,")
    var read = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...24, using: &random)
      let text = String((0..<count).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      let values: [Character: Double] = [
        "a": Double.random(in: -5...5, using: &random), "b": 0, "c": -1, "x": 700,
      ]
      do {
        let graph = try FormulaGraph(FormulaParser.parse(text), values: values)
        #expect(graph.value.isFinite && graph.steps.allSatisfy { $0.gradient.isFinite })
        read += 1
      } catch {
        #expect(error.column >= 0 && error.column <= text.unicodeScalars.count * 2, "\(text)")
        #expect(error.sentence.hasSuffix(".") && error.sentence.count < 120, "\(text)")
      }
    }
    #expect(read > 300)
  }

  /// A difference is a sum and a quotient a product, node by node.
  @Test func differencesAndQuotients() throws {
    let difference = try FormulaGraph(
      FormulaParser.parse("a - b"), values: ["a": 5, "b": 3])
    #expect(difference.steps.map(\.label) == ["a", "b", "-1", "v1", "L"])
    #expect(difference.steps.map(\.symbol) == ["", "", "", "·", "+"])
    #expect(difference.steps.map(\.value) == [5, 3, -1, -3, 2])
    #expect(difference.step(of: "b")?.gradient == -1)
    let quotient = try FormulaGraph(FormulaParser.parse("a / b"), values: ["a": 6, "b": 10])
    #expect(quotient.steps.map(\.symbol) == ["", "", "^-1", "·"])
    #expect(quotient.value == 6 * 0.1 && quotient.value != 0.6)
  }

  /// Numbers as they are written in words.
  @Test(arguments: [
    (3.0, "3"), (-0.25, "-0.25"), (0.30000000000000004, "0.3"), (1e30, "1.0e+30"),
    (0.00001, "1.0e-05"), (0, "0"), (-2, "-2"), (100, "100"),
  ]) func plainNumbers(number: Double, text: String) { #expect(number.plain == text) }
}

extension String {
  fileprivate var parenthesised: String { "(\(self))" }
}
