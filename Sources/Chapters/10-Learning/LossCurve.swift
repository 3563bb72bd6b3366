import MicroGPT
import Stage

/// The losses of a run as they are drawn: smoothed, beside simpler ways of predicting.
enum LossCurve {
  /// How many places a curve has at most: more than any window has columns.
  private static let most = 2048

  /// How many steps a place of the curve stands for: one, but of millions nobody could see each, and to
  /// go through all for a picture would take long.
  static func stride(steps: Int) -> Int { max(0, steps - 1) / most + 1 }

  /// How many places these steps have.
  static func length(steps: Int, every stride: Int) -> Int { (steps + stride - 1) / stride }

  /// The steps up to each place.
  private static func ends(_ count: Int, every stride: Int) -> some Sequence<Int> {
    (0..<length(steps: count, every: stride)).lazy.map { min(count, ($0 + 1) * stride) }
  }

  /// The loss at each place.
  static func single(_ losses: ArraySlice<Double>, every stride: Int = 1) -> [Double] {
    stride == 1
      ? Array(losses) : ends(losses.count, every: stride).map { losses[losses.startIndex + $0 - 1] }
  }

  /// The mean of the last `count` losses at each place, or of as many as there are: one name is easy and
  /// the next one hard, so single losses jump.
  static func smoothed(_ losses: ArraySlice<Double>, over count: Int, every stride: Int = 1)
    -> [Double]
  {
    let ends = ends(losses.count, every: stride)
    // Where places lie close together, their means have most losses in common.
    if stride * 3 < count {
      let all = Array(losses).smoothed(over: count)
      return stride == 1 ? all : ends.map { all[$0 - 1] }
    }
    return ends.map { losses.prefix($0).suffix(count).mean ?? .nan }
  }

  /// The mean of the last `count` numbers before a step, or of as many as there are; nil of none.
  static func mean(_ losses: [Double], before step: Int, over count: Int) -> Double? {
    losses.prefix(step).suffix(count).mean
  }

  /// The losses of a run up to a moment: each as a dot, and the mean of the last `count`.
  ///
  /// - Parameter others: lines between the dots and the mean.
  static func curve(
    of run: Run, upTo moment: Int, over count: Int, beside others: [Curve.Line] = []
  ) -> Curve {
    let losses = run.losses.prefix(moment)
    let steps = run.settings.steps
    let stride = stride(steps: steps)
    let dots = Curve.Line(single(losses, every: stride), .faint, .scattered, meaning: "loss")
    let mean = Curve.Line(
      smoothed(losses, over: count, every: stride), .loss, meaning: "mean of \(count)")
    // The range is that of the whole run: the picture stays while the moment moves.
    return Curve(
      [dots] + others + [mean], length: length(steps: steps, every: stride),
      range: range(of: [single(run.losses[...], every: stride)], from: 2, to: 3.5, most: 8),
      foot: .init("step", from: 1, to: steps))
  }

  /// Simpler ways of predicting, scored on the names of the same steps and smoothed in the same way.
  static func yardsticks(
    _ scene: Scene, over count: Int, every stride: Int, showsLetters: Bool = false
  ) -> [Curve.Line] {
    guard let scored = scene.answer(to: Yardsticks(scene.newest)) else { return [] }
    func line(_ losses: [Double], _ role: Role, _ name: String) -> Curve.Line {
      Curve.Line(settled(losses, over: count, every: stride), role, .dotted, meaning: name)
    }
    let pairs = line(scored.pairs, .position, "letter pairs")
    return showsLetters ? [line(scored.letters, .token, "letters"), pairs] : [pairs]
  }

  /// Smoothed, without the first means: they are of a few names, and their jumps would look like a
  /// table that learns. A short run keeps most of its line.
  static func settled(_ losses: [Double], over count: Int, every stride: Int = 1) -> [Double] {
    let missing = min(count - 1, losses.count / 4)
    return zip(
      ends(losses.count, every: stride), smoothed(losses[...], over: count, every: stride)
    ).map { $0 <= missing ? .nan : $1 }
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
