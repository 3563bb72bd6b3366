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

  func begin(in scene: Scene) -> Checking {
    Checking(
      model: scene.run.model(of: scene.snapshot.state), tokens: scene.tokens, parameter: parameter)
  }

  struct Checking: Job {
    fileprivate let model: GPT
    fileprivate let tokens: [Int]
    fileprivate let parameter: Int
    private(set) var rows: [Row] = []
    /// The loss with the parameter moved up, as long as the other run is to come.
    private var up: Double?

    fileprivate init(model: GPT, tokens: [Int], parameter: Int) {
      self.model = model
      self.tokens = tokens
      self.parameter = parameter
    }

    var progress: Double { Double(rows.count) / Double(GradientCheck.powers.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Row]? {
      while rows.count < GradientCheck.powers.count {
        let power = GradientCheck.powers.lowerBound + rows.count
        let epsilon = (0..<power).reduce(1.0) { ten, _ in ten / 10 }
        if let above = up {
          rows.append(
            Row(power: power, epsilon: epsilon, up: above, down: loss(movedBy: -epsilon)))
          up = nil
        } else {
          up = loss(movedBy: epsilon)
        }
        if rows.count < GradientCheck.powers.count && isTimeUp() { return nil }
      }
      return rows
    }

    private func loss(movedBy change: Double) -> Double {
      let value = model[parameter: parameter] + change
      return model.edited(Edit(parameter: parameter, value: value)).trace(tokens: tokens).loss
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
