extension BenchReport {
  /// For other programs. Times are in microseconds unless their name says otherwise.
  var json: String {
    let training = training.map { line in
      JSON.object([
        ("model", .string(line.model.isEmpty ? "default" : line.model)),
        ("engine", .string(line.engine)), ("number", .string("Double")),
        ("parameters", .number(Double(line.parameters))),
        ("stepsPerRound", .number(Double(line.steps))),
        ("positionsPerStep", .number(line.positions)),
        ("microsecondsPerStep", .spread(line.step)),
        ("stepsPerSecond", .number(1e6 / line.step.median)),
        ("nanosecondsPerParameterAndPosition", .number(line.cost)),
        ("timesCPython", timesPython(line).map(JSON.number) ?? .null),
      ])
    }
    let python = python.map { python in
      JSON.object([
        ("file", .string(python.file)), ("steps", .number(Double(python.steps))),
        ("positionsPerStep", .number(python.positions)),
        ("microsecondsPerStep", .number(python.step)),
      ])
    }
    let frames = frames.map { frame in
      JSON.object([
        ("chapter", .number(Double(frame.chapter))), ("title", .string(frame.title)),
        ("milliseconds", .spread(frame.milliseconds)), ("bytes", .spread(frame.bytes)),
      ])
    }
    return JSON.object([
      ("machine", .string(machine)), ("rounds", .number(Double(rounds))),
      ("training", .array(training)), ("cpython", python ?? .null),
      ("millisecondsToFirstPicture", start.map { .spread($0.firstPicture) } ?? .null),
      ("keyToPicture", .array(frames)),
    ]).text + "\n"
  }
}

/// A value as JSON has it (RFC 8259).
indirect enum JSON {
  case null
  case string(String)
  /// What is no number, or no finite one, is written as null.
  case number(Double)
  case array([JSON])
  /// In this order.
  case object([(String, JSON)])

  static func spread(_ spread: BenchReport.Spread) -> JSON {
    .object([
      ("median", .number(spread.median)), ("minimum", .number(spread.minimum)),
      ("maximum", .number(spread.maximum)),
    ])
  }

  var text: String { text(indent: "") }

  private func text(indent: String) -> String {
    let inner = indent + "  "
    func list(_ items: [String], _ open: String, _ close: String) -> String {
      guard !items.isEmpty else { return open + close }
      return "\(open)\n" + items.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)\(close)"
    }
    switch self {
    case .null: return "null"
    case .string(let string): return JSON.quoted(string)
    case .number(let number):
      guard number.isFinite else { return "null" }
      return number == number.rounded() && number.magnitude < 1e15
        ? "\(Int(number))" : "\(number)"
    case .array(let items): return list(items.map { $0.text(indent: inner) }, "[", "]")
    case .object(let members):
      return list(members.map { "\(JSON.quoted($0)): \($1.text(indent: inner))" }, "{", "}")
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
