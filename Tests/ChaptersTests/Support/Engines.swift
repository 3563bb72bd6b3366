import MicroGPT
import Synchronization

/// A clock that moves on by a hundredth of a millisecond whenever it is read.
final class TickingClock {
  private var nanoseconds = 0
  func read() -> Int {
    nanoseconds += 10_000
    return nanoseconds
  }
}

/// A clock that only moves when a `PacedEngine` has done a step.
final class SlowClock: Sendable {
  private let nanoseconds = Atomic(0)
  func read() -> Int { nanoseconds.load(ordering: .relaxed) }
  func move(by nanoseconds: Int) { self.nanoseconds.add(nanoseconds, ordering: .relaxed) }
}

/// An engine that lets another one do everything.
class WrappedEngine: Engine {
  private let engine: any Engine

  init(_ engine: any Engine) { self.engine = engine }

  func read(_ kind: TrainingState.Kind, _ range: Range<Int>, into numbers: inout [Double]) {
    engine.read(kind, range, into: &numbers)
  }

  func write(_ kind: TrainingState.Kind, _ range: Range<Int>, of numbers: [Double]) {
    engine.write(kind, range, of: numbers)
  }

  var stepNumber: Int {
    get { engine.stepNumber }
    set { engine.stepNumber = newValue }
  }

  var size: ModelSize { engine.size }
  var parameterCount: Int { engine.parameterCount }

  func logits(after token: Int, at position: Int, until isTimeUp: () -> Bool) -> [Double]? {
    engine.logits(after: token, at: position, until: isTimeUp)
  }

  func step(tokens: [Int]) -> Double { engine.step(tokens: tokens) }

  func begin(tokens: [Int]) { engine.begin(tokens: tokens) }

  func proceed(until isTimeUp: () -> Bool) -> Double? { engine.proceed(until: isTimeUp) }
}

/// An engine whose steps take as long as the test says, on the clock of the test.
final class PacedEngine: WrappedEngine {
  private let clock: SlowClock
  private let pace: Int

  init(_ engine: any Engine, _ clock: SlowClock, pace: Int) {
    self.clock = clock
    self.pace = pace
    super.init(engine)
  }

  override func step(tokens: [Int]) -> Double {
    clock.move(by: pace)
    return super.step(tokens: tokens)
  }

  override func begin(tokens: [Int]) {
    clock.move(by: pace)
    super.begin(tokens: tokens)
  }
}

/// How many steps engines have done.
final class StepCounter {
  var steps = 0
}

/// An engine whose steps are counted.
final class CountingEngine: WrappedEngine {
  private let counter: StepCounter

  init(_ engine: any Engine, _ counter: StepCounter) {
    self.counter = counter
    super.init(engine)
  }

  override func step(tokens: [Int]) -> Double {
    counter.steps += 1
    return super.step(tokens: tokens)
  }

  override func begin(tokens: [Int]) {
    counter.steps += 1
    super.begin(tokens: tokens)
  }
}
