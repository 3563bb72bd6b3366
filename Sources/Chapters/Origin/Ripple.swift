import MicroGPT

/// What becomes of the guesses for a name when one parameter has another value.
struct Ripple {
  /// At each position how far all probabilities moved, added up.
  let moves: [Double]  // [position], 0…2
  /// What the model computes as training left it, and as it is changed.
  let before: Trace
  let after: Trace
  /// The first position that reads the parameter; nil where none does.
  let firstReader: Int?

  init(of parameter: Int, before: Trace, after: Trace, in scene: Scene) {
    self.before = before
    self.after = after
    moves = zip(before.positions, after.positions).map { before, after in
      zip(before.probabilities, after.probabilities).reduce(0) { $0 + ($1.1 - $1.0).magnitude }
    }
    let place = scene.parameterPlace(parameter)
    switch place?.matrix.name {
    case "wte":
      firstReader = after.tokens.prefix(after.positions.count).firstIndex { $0 == place?.row }
    case "wpe": firstReader = place.flatMap { $0.row < after.positions.count ? $0.row : nil }
    default: firstReader = 0
    }
  }

  /// Whether no guess moved, in any digit.
  var isStill: Bool { moves.allSatisfy { $0 == 0 } }

  /// Whether the guess at the first position moved.
  var movesFirst: Bool { moves.first != 0 }

  /// Some tokens with their probabilities before and after: the likeliest first.
  func guesses(at position: Int, _ count: Int) -> [(token: Int, before: Double, after: Double)] {
    guard before.positions.indices.contains(position) else { return [] }
    let (old, new) = (before.positions[position], after.positions[position])
    let most = zip(old.probabilities, new.probabilities).map { Swift.max($0, $1) }
    return most.largest(count).map { ($0, old.probabilities[$0], new.probabilities[$0]) }
  }
}

/// What a large model computes for the name without the change, found between keys.
private struct TraceBefore: Question {
  static let isLarge = true

  private let run: RunKey
  private let moment: Int
  private let name: String

  init(_ scene: Scene) {
    run = RunKey(scene.run)
    moment = scene.moment
    name = scene.name
  }

  func begin(in scene: Scene) -> Finding {
    let scene = scene.unedited
    return Finding(pass: scene.run.pass(of: scene.name, in: scene.snapshot.state))
  }

  struct Finding: Job {
    fileprivate var pass: PassInSlices

    var progress: Double { 0 }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Trace? {
      pass.go(until: isTimeUp)?.trace
    }
  }
}

extension Scene {
  /// What a change of a parameter does to the guesses for the name; nil where it is not found yet.
  func ripple(of parameter: Int) -> Ripple? {
    let before = run.isQuick ? unedited.trace : answer(to: TraceBefore(self))
    guard knows(.trace) else { return nil }
    return before.map { Ripple(of: parameter, before: $0, after: trace, in: self) }
  }

  /// What has to be worked out for that.
  var rippleQuestions: [any Question] { run.isQuick ? [] : [TraceBefore(self)] }
}
