import ArgumentParser

/// How the numbers among the arguments are read: the answer to what is none says what would be one.
enum NumberArgument {
  static func whole(_ text: String) throws -> Int {
    if let number = Int(text) { return number }
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    if !digits.isEmpty && digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      throw ValidationError("it must be from \(Int.min) to \(Int.max)")
    }
    if let number = Double(text).flatMap(Int.init(exactly:)) {
      throw ValidationError("give a whole number: \(number)")
    }
    throw ValidationError("give a whole number such as 12")
  }

  static func decimal(_ text: String) throws -> Double {
    guard let number = Double(text) else { throw ValidationError("give a number such as 0.5") }
    return number
  }
}

extension ArgumentHelp {
  /// Help that ends with the default value: ArgumentParser shows it only where it reads values itself.
  init(_ words: String, default value: some CustomStringConvertible, valueName: String) {
    self.init("\(words) (default: \(value))", valueName: valueName)
  }
}
