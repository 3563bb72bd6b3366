/// Reads all that training has changed from an engine, in slices.
struct StateReading {
  private var state: TrainingState
  private var kinds = TrainingState.Kind.allCases[...]
  /// Those of the first of `kinds`, as far as they are read.
  private var numbers: [Double] = []

  /// - Parameter step: how many steps the engine has trained.
  init(step: Int) { state = TrainingState(step: step) }

  var step: Int { state.step }

  /// Goes on until time is up.
  ///
  /// - Returns: nil where there is more to do.
  mutating func go(from trainer: Trainer, until isTimeUp: () -> Bool) -> TrainingState? {
    let count = trainer.parameterCount
    while let kind = kinds.first {
      if numbers.isEmpty { numbers.reserveCapacity(count) }
      let start = numbers.count
      trainer.read(
        kind, start..<min(start + StateWriting.stretch, count), into: &numbers)
      if numbers.count == count {
        state[kind] = numbers
        numbers = []
        kinds.removeFirst()
      }
      if isTimeUp() && !kinds.isEmpty { return nil }
    }
    return state
  }
}

/// Gives an engine all that training has changed, in slices.
struct StateWriting {
  let state: TrainingState
  private var kinds = TrainingState.Kind.allCases[...]
  /// How many numbers of the first of `kinds` are written.
  private var done = 0

  /// How many numbers are moved between two looks at the time.
  static let stretch = 1 << 15

  init(_ state: TrainingState) { self.state = state }

  /// Goes on until time is up.
  ///
  /// - Returns: whether it is done.
  mutating func go(to engine: any Engine, until isTimeUp: () -> Bool) -> Bool {
    let count = engine.parameterCount
    while let kind = kinds.first {
      let end = min(done + StateWriting.stretch, count)
      engine.write(kind, done..<end, of: state[kind])
      done = end
      if done == count {
        kinds.removeFirst()
        done = 0
      }
      if isTimeUp() && !kinds.isEmpty { return false }
    }
    return true
  }
}
