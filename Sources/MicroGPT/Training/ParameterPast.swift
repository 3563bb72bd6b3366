/// The past of one parameter: the draw that it began with, and its values in the course of the run; found in
/// slices. Where a step takes little time the run is repeated beside itself, and nothing is kept but this
/// number at each step; of a large model only the states that are kept anyway are asked. A value: a copy
/// goes on by itself.
public struct ParameterPast {
  /// Nil until it is found.
  public private(set) var birth: ParameterBirth?
  /// The moments, rising, and the value at each.
  public private(set) var moments: [Int] = []
  public private(set) var values: [Double] = []

  private let run: Run
  private let parameter: Int
  private let last: Int
  private var trainer: Trainer?
  /// On its way to the parameter's draw, and how many pairs come before that.
  private var random: PythonRandom
  private var pairsBefore: Int

  /// How many pairs are drawn between two looks at the time.
  private static let stretch = 4096

  /// - Parameter parameter: its place among all parameters, from 0.
  public init(of parameter: Int, in run: Run) {
    self.run = run
    self.parameter = parameter
    last = run.lastMoment
    random = run.randomForParameters
    pairsBefore = parameter / 2
    if run.isQuick {
      let trainer = run.newTrainer()
      keep(trainer)
      self.trainer = trainer
    } else {
      for (moment, value) in run.keptValues(of: parameter) {
        moments.append(moment)
        values.append(value)
      }
    }
  }

  /// How much is done, 0…1.
  public var progress: Double {
    trainer == nil || last == 0 ? 1 : Double(moments.count - 1) / Double(last)
  }

  /// Goes on until time is up.
  ///
  /// - Returns: whether all is found.
  public mutating func work(until isTimeUp: () -> Bool) -> Bool {
    while pairsBefore > 0 {
      let count = min(pairsBefore, ParameterPast.stretch)
      for _ in 0..<count { _ = random.normalPair() }
      pairsBefore -= count
      if isTimeUp() { return false }
    }
    birth = birth ?? ParameterBirth(of: parameter, from: random)
    // Taken out meanwhile, so that nobody else holds it.
    guard var trainer else { return true }
    self.trainer = nil
    while trainer.stepNumber < last {
      _ = trainer.step(tokens: run.tokens(ofStep: trainer.stepNumber))
      keep(trainer)
      if isTimeUp() && trainer.stepNumber < last {
        self.trainer = trainer
        return false
      }
    }
    return true
  }

  private mutating func keep(_ trainer: Trainer) {
    moments.append(trainer.stepNumber)
    trainer.read(.parameters, parameter..<parameter + 1, into: &values)
  }
}
