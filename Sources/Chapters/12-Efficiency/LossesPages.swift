import MicroGPT
import Stage

/// The losses of both engines: that they are the same.
extension EverythingElse {
  func lossesPage(_ scene: Scene, _ cue: Cue) -> Page {
    let score = result(in: scene)
    return page(
      score.map(lossesCaption) ?? EverythingElse.notOver,
      CodeView(.step, mark: "backward(from"), EverythingElse.vectorMathematics, scene,
      needsRace: true
    ) { area in
      guard let score else { return RaceView(score: nil, scene: scene).draw(in: area) }
      drawLosses(score, in: area, progress: cue.progress)
    }
  }

  private func lossesCaption(_ score: Race.Score) -> String {
    let last = score.distance - 1
    let digits = Agreement(score.exact.losses[last], score.fast.losses[last]).digits
    let end =
      score.exact.losses == score.fast.losses
      ? "every digit is the same."
      : "the first \(digits) digits of the last loss are the same. The others differ where sums were "
        + "rounded in another order."
    return
      "Same algorithm, same result: after \(score.distance.grouped) steps \(end) Everything else is just "
      + "efficiency."
  }

  private func drawLosses(_ score: Race.Score, in area: Area, progress: Double) {
    area.text("The loss of a step, all its digits", .title, .strong)
    let steps = Set([1, 10, 100, score.distance].filter { $0 <= score.distance }).sorted()
    let shown = steps.suffix(max(1, (area.height - 2) / 3))
    let isHigh = area.height > 3 * shown.count + 2
    let isBeside =
      area.width >= 96 && area.height - (isHigh ? 4 : 3) - shown.count * (isHigh ? 3 : 2) <= 6
    let rows = shown.flatMap { step -> [Table.Row] in
      let agreement = Agreement(score.exact.losses[step - 1], score.fast.losses[step - 1])
      func digits(_ all: String) -> Text {
        let seen = all.prefix(Int((progress * Double(all.count)).rounded(.up)))
        return Text(String(seen.prefix(agreement.same)), .answer, .strong)
          + Text(String(seen.dropFirst(agreement.same)), .warning, .underlined)
      }
      let isDone = progress == 1
      let words = isDone ? "\(agreement.digits) digits agree" : ""
      let apart = isDone ? EverythingElse.distance(agreement.difference, isShort: isBeside) : ""
      return [
        .init([
          Text("step \(step.grouped)", .position, .strong), Text("exact", .activation),
          digits(agreement.first), Text(words, .faint),
        ]),
        .init(["", Text("fast", .chosen), digits(agreement.second), apart]),
      ] + (isHigh ? [.init([])] : [])
    }
    let list = area.below(isHigh ? 2 : 1)
    Table(columns: [.init(), .init(), .init(width: .fixed(20)), .init()], rows: rows).draw(in: list)
    guard progress == 1 else { return }
    let difference = score.largestDifference
    let largest: Text =
      "\("Largest difference of all \(score.distance.grouped):") \(EverythingElse.share(difference))"
    list.text(largest, y: rows.count)
    let more = list.below(rows.count + 2)
    if more.height > 6 {
      drawDifferences(score, in: more)
    } else if isBeside, area.height > 10 {
      drawDifferences(score, in: area.trailing(from: 64))
    }
  }

  private static func share(_ difference: Double, isShort: Bool = false) -> Text {
    guard difference != 0 else { return "none" }
    let reading = Reading("difference as a share of the loss", difference)
    return "\(difference.asPowerOfTen, telling: reading)\(isShort ? "" : " of the loss")"
  }

  private static func distance(_ difference: Double, isShort: Bool) -> Text {
    difference == 0
      ? "\("no difference", .faint)"
      : "\("apart by ", .faint)\(share(difference, isShort: isShort))"
  }

  /// How far the engines are apart at each step, as a power of ten.
  private func drawDifferences(_ score: Race.Score, in area: Area) {
    let stride = LossCurve.stride(steps: score.distance)
    let pairs = zip(
      LossCurve.single(score.exact.losses[...], every: stride),
      LossCurve.single(score.fast.losses[...], every: stride))
    let powers = pairs.map { exact, fast in
      exact == fast
        ? -.infinity
        : Elementary.log((exact - fast).magnitude / exact.magnitude) / Elementary.log(10)
    }
    let finite = powers.filter(\.isFinite)
    area.text("The difference as a power of ten", .title, .strong)
    guard let highest = finite.max() else {
      area.text("There is none.", y: 1)
      return
    }
    let equal = powers.count - finite.count
    let share = Double(equal) / Double(max(1, powers.count))
    area.text(
      "no difference: \(share.percent(0), telling: Reading("share of the steps", share)) of the steps",
      y: 1, .faint)
    Curve(
      [.init(powers, .warning, .scattered, meaning: "difference, power of ten,")],
      length: powers.count,
      vertical: Axis(-17, max(-14, highest.rounded(.up))),
      foot: .init("step", from: 1, to: score.distance)
    ).draw(in: area.below(2))
  }
}

/// How far two numbers agree, digit by digit.
struct Agreement {
  /// The two as they are written, padded to the same length.
  let first: String
  let second: String
  /// How many characters from the left are the same.
  let same: Int
  /// How far the second is from the first, as a share of it.
  let difference: Double

  init(_ a: Double, _ b: Double) {
    difference = a == b ? 0 : (a - b).magnitude / a.magnitude
    let (a, b) = ("\(a)", "\(b)")
    let length = max(a.count, b.count)
    (first, second) = (a.padded(length), b.padded(length))
    same = zip(first, second).prefix { $0 == $1 }.count
  }

  /// How many digits those are, without leading zeros.
  var digits: Int { first.prefix(same).filter(\.isNumber).drop { $0 == "0" }.count }
}
