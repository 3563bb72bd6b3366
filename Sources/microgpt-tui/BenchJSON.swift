extension BenchReport {
  /// The report for other programs.
  var json: String {
    get throws { try JSON.text(of: BenchRecord(self), isPretty: true) }
  }
}

/// What `bench --json` prints: its properties are the keys.
private struct BenchRecord: Encodable {
  let machine: String
  let rounds: Int
  let training: [Training]
  let cpython: Nullable<CPython>
  let millisecondsToFirstPicture: Nullable<Spread>
  let keyToPicture: [Frame]

  struct Training: Encodable {
    let model: String
    let engine: String
    let number: String
    let parameters: Int
    let stepsPerRound: Int
    let positionsPerStep: Figure
    let microsecondsPerStep: Spread
    let stepsPerSecond: Figure
    let nanosecondsPerParameterAndPosition: Figure
    let timesCPython: Nullable<Figure>
  }

  struct CPython: Encodable {
    let file: String
    let steps: Int
    let positionsPerStep: Figure
    let microsecondsPerStep: Figure
  }

  struct Frame: Encodable {
    let chapter: Int
    let title: String
    let milliseconds: Spread
    let bytes: Spread
  }

  struct Spread: Encodable {
    let median: Figure
    let minimum: Figure
    let maximum: Figure

    init(_ spread: BenchReport.Spread) {
      median = Figure(spread.median)
      minimum = Figure(spread.minimum)
      maximum = Figure(spread.maximum)
    }
  }

  init(_ report: BenchReport) {
    machine = report.machine
    rounds = report.rounds
    training = report.training.map { line in
      Training(
        model: line.model.isEmpty ? "default" : line.model, engine: line.engine, number: "Double",
        parameters: line.parameters, stepsPerRound: line.steps,
        positionsPerStep: Figure(line.positions), microsecondsPerStep: Spread(line.step),
        stepsPerSecond: Figure(1e6 / line.step.median),
        nanosecondsPerParameterAndPosition: Figure(line.cost),
        timesCPython: Nullable(report.timesPython(line).map(Figure.init)))
    }
    cpython = Nullable(
      report.python.map { python in
        CPython(
          file: python.file, steps: python.steps, positionsPerStep: Figure(python.positions),
          microsecondsPerStep: Figure(python.step))
      })
    millisecondsToFirstPicture = Nullable(report.start.map { Spread($0.firstPicture) })
    keyToPicture = report.frames.map { frame in
      Frame(
        chapter: frame.chapter, title: frame.title, milliseconds: Spread(frame.milliseconds),
        bytes: Spread(frame.bytes))
    }
  }
}

/// A value that is written as null where it is nil: an optional property would lose its key.
private struct Nullable<Value: Encodable>: Encodable {
  private let value: Value?

  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

/// A measured number, written as null where it is not finite: nothing divided by nothing.
private struct Figure: Encodable {
  private let value: Double

  init(_ value: Double) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    try Nullable(value.isFinite ? value : nil).encode(to: encoder)
  }
}
