import MicroGPT
import Stage

/// The losses of a run as they are drawn: smoothed, beside simpler ways of predicting.
enum LossCurve {
  /// The mean of the last `count` losses at each step, or of as many as there are: one name is easy and
  /// the next one hard, so single losses jump.
  static func smoothed(_ losses: some Collection<Double>, over count: Int) -> [Double] {
    Array(losses).smoothed(over: count)
  }

  /// The mean of the last `count` numbers before a step, or of as many as there are; nil of none.
  static func mean(_ losses: [Double], before step: Int, over count: Int) -> Double? {
    losses.prefix(step).suffix(count).mean
  }

  /// Simpler ways of predicting, scored on the names of the same steps and smoothed in the same way.
  static func yardsticks(_ scene: Scene, over count: Int, showsLetters: Bool = false)
    -> [Curve.Line]
  {
    guard let scored = scene.answer(to: Yardsticks(scene.newest)) else { return [] }
    let pairs = Curve.Line(settled(scored.pairs, over: count), .position, .dotted)
    let letters = Curve.Line(settled(scored.letters, over: count), .token, .dotted)
    return showsLetters ? [letters, pairs] : [pairs]
  }

  /// Smoothed, without the first means: they are of a few names, and their jumps would look like a
  /// table that learns. A short run keeps most of its line.
  static func settled(_ losses: [Double], over count: Int) -> [Double] {
    let missing = min(count - 1, losses.count / 4)
    return smoothed(losses, over: count).enumerated().map { $0 < missing ? .nan : $1 }
  }

  /// Both ends in halves: from the lowest number, or a usual one, to the highest, but never above
  /// `most`; whatever the numbers are, the second is above the first.
  static func range(of lines: [[Double]], from low: Double, to high: Double, most: Double)
    -> ClosedRange<Double>
  {
    let values = lines.joined().filter(\.isFinite)
    let lowest = ((values.min() ?? low) * 2).rounded(.down) / 2
    let highest = ((values.max() ?? high) * 2).rounded(.up) / 2
    return max(0, min(lowest, low))...max(high, min(highest, most))
  }

  /// How a loss lies to another one: `0.021 below`.
  static func relation(_ loss: Double, to other: Double) -> String {
    let difference = (loss - other).magnitude.fixed(3)
    return difference == "0.000" ? "as much as" : difference + (loss < other ? " below" : " above")
  }
}
