import Stage

/// What `bench` measured.
struct BenchReport {
  /// The processor, as the system calls it.
  var machine: String
  var rounds: Int
  var training: [Training] = []
  var python: Python?
  var start: Start?
  var frames: [Frame] = []

  /// Several measurements of the same quantity.
  struct Spread: Equatable {
    let median: Double
    let minimum: Double
    let maximum: Double

    /// - Precondition: there is at least one.
    init(_ values: [Double]) {
      let sorted = values.sorted()
      let middle = sorted.count / 2
      median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
      (minimum, maximum) = (sorted[0], sorted[sorted.count - 1])
    }

    func map(_ change: (Double) -> Double) -> Spread {
      Spread([change(minimum), change(median), change(maximum)])
    }
  }

  /// An engine on a model.
  struct Training {
    /// The sizes of the model, `n_layer 4, …`; empty for the default model.
    let model: String
    let engine: String
    let parameters: Int
    /// How many steps a round has.
    let steps: Int
    /// How many positions a step has on average.
    let positions: Double
    /// Microseconds a step, measured in each round.
    let step: Spread

    /// Nanoseconds for each parameter and position.
    var cost: Double { step.median * 1000 / Double(parameters) / positions }
  }

  struct Python {
    let file: String
    let steps: Int
    let positions: Double
    /// Microseconds a step.
    let step: Double
  }

  /// From the start of the program to a picture, in milliseconds.
  struct Start {
    let firstPicture: Spread
  }

  /// From a key to the picture that answers it.
  struct Frame {
    let chapter: Int
    let title: String
    /// Of the medians of the chapter's beats, as `bytes`.
    let milliseconds: Spread
    let bytes: Spread
  }

  /// How many times as fast as microgpt.py this is, per position, since its steps were different ones.
  /// Nil where microgpt.py was not run, or the model is not its own.
  func timesPython(_ line: Training) -> Double? {
    guard let python, line.model.isEmpty else { return nil }
    return (python.step / python.positions) / (line.step.median / line.positions)
  }
}

// MARK: For people

extension BenchReport {
  /// As a table, no wider than 80 columns.
  var text: String {
    var lines = ["\(machine.escaped), \(rounds) \(rounds == 1 ? "round" : "rounds")", ""]
    if !training.isEmpty { lines += trainingLines + [""] }
    if start != nil || !frames.isEmpty { lines += pictureLines }
    while lines.last == "" { lines.removeLast() }
    return lines.map { $0.trimmedAtEnd + "\n" }.joined()
  }

  private var trainingLines: [String] {
    func row(_ name: String, _ cells: [String]) -> String {
      name.padded(22) + cells.map { $0.paddedLeft(9) }.joined() + "  "
    }
    var lines = [
      row("training", ["µs a step", "min", "max", "steps/s", "ns*"]) + "  × CPython"
    ]
    var model = ""
    for line in training {
      if line.model != model {
        model = line.model
        lines.append(model)
      }
      let speed = Int((1e6 / line.step.median).rounded()).grouped
      lines.append(
        row("\(line.engine), Double", cells(line.step) + [speed, line.cost.fixed(3)])
          + (timesPython(line).map { figure($0) } ?? "").paddedLeft(11))
      if let python, line.model.isEmpty,
        line.engine == training.last(where: \.model.isEmpty)?.engine
      {
        lines.append(
          row("microgpt.py, CPython", [figure(python.step), "", "", figure(1e6 / python.step)]))
      }
    }
    lines.append("* for each parameter and position, of the median")
    return lines
  }

  private var pictureLines: [String] {
    func row(_ name: String, _ cells: [String]) -> String {
      name.padded(43) + cells.map { $0.paddedLeft(9) }.joined()
    }
    var lines = [row("picture, 100×30, from a key in chapter", ["ms", "min", "max", "bytes"])]
    if let start {
      lines.append(row("the first one, from the program's start", cells(start.firstPicture)))
    }
    for frame in frames {
      lines.append(
        row(
          "\(frame.chapter). \(frame.title)".cut(42),
          cells(frame.milliseconds) + [Int(frame.bytes.median).grouped]))
    }
    if !frames.isEmpty {
      lines.append("a chapter's figures: of the medians of its beats, the fastest, the slowest")
    }
    return lines
  }

  private func cells(_ spread: Spread) -> [String] {
    [spread.median, spread.minimum, spread.maximum].map(figure)
  }

  /// With at least three significant digits.
  private func figure(_ number: Double) -> String {
    if number >= 100 { return Int(number.rounded()).grouped }
    return number.fixed(number >= 10 ? 1 : 2)
  }
}

extension String {
  fileprivate var trimmedAtEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}
