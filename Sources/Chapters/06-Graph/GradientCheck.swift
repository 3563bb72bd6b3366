import MicroGPT
import Stage

/// A parameter moved a little up and down, and the model run on both: what its gradient should be, found
/// without the graph's backward pass. For twelve sizes of the move.
struct GradientCheck: Question {
  private let model: ModelKey
  private let name: String
  private let parameter: Int

  /// ε is 10 to the power of minus these.
  static let powers = 1...12

  init(_ scene: Scene, parameter: Int) {
    model = ModelKey(scene)
    name = scene.name
    self.parameter = parameter
  }

  /// Both runs for one ε.
  struct Row: Equatable {
    let power: Int
    let epsilon: Double
    /// The loss with the parameter moved up, and down.
    let up: Double
    let down: Double

    /// (L₊ − L₋) / 2ε
    var slope: Double { (up - down) / (2 * epsilon) }
  }

  func begin(in scene: Scene) -> Checking { Checking(scene, parameter: parameter) }

  struct Checking: Job {
    private let run: Run
    private let state: TrainingState
    private let name: String
    private let parameter: Int
    private(set) var rows: [Row] = []
    /// The loss with the parameter moved up, as long as the other run is to come.
    private var up: Double?
    /// The run of the model that is under way.
    private var pass: PassInSlices?

    fileprivate init(_ scene: Scene, parameter: Int) {
      run = scene.run
      state = scene.snapshot.state
      name = scene.name
      self.parameter = parameter
    }

    var progress: Double { Double(rows.count) / Double(GradientCheck.powers.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Row]? {
      while rows.count < GradientCheck.powers.count {
        let power = GradientCheck.powers.lowerBound + rows.count
        let epsilon = (0..<power).reduce(1.0) { ten, _ in ten / 10 }
        guard let loss = loss(movedBy: up == nil ? epsilon : -epsilon, until: isTimeUp) else {
          return nil
        }
        if let above = up {
          rows.append(Row(power: power, epsilon: epsilon, up: above, down: loss))
          up = nil
        } else {
          up = loss
        }
        if rows.count < GradientCheck.powers.count && isTimeUp() { return nil }
      }
      return rows
    }

    private mutating func loss(movedBy change: Double, until isTimeUp: () -> Bool) -> Double? {
      let value = state.parameters[parameter] + change
      // Taken out meanwhile: what nobody else holds is not copied.
      var going =
        pass ?? run.pass(of: name, in: state.edited(Edit(parameter: parameter, value: value)))
      pass = nil
      guard let found = going.go(until: isTimeUp) else {
        pass = going
        return nil
      }
      return found.trace.loss
    }
  }
}

/// Two numbers with the same digits behind the point, and how many of them agree.
struct AgreeingDigits {
  let text: String
  /// How many characters from the left are the same.
  let same: Int
  /// How many digits that is, without zeros before the first other one.
  let digits: Int

  /// With as many places as show twelve digits of the number that is right.
  init(_ number: Double, like right: Double) {
    let places = AgreeingDigits.places(for: right)
    text = number.fixed(places)
    let other = right.fixed(places)
    same = zip(text, other).prefix { $0 == $1 }.count
    digits = text.prefix(same).filter(\.isNumber).drop { $0 == "0" }.count
  }

  /// Digits behind the point.
  static func places(for number: Double) -> Int {
    guard number != 0, number.isFinite else { return 12 }
    var (places, size) = (12, number.magnitude)
    while size < 0.1 && places < 20 { (places, size) = (places + 1, size * 10) }
    while size >= 10 && places > 2 { (places, size) = (places - 1, size / 10) }
    return places
  }
}
