import MicroGPT
import Stage

/// The right answers of the name, one for each position: how likely the model held each.
struct RightAnswers {
  let scene: Scene
  private let trace: Trace

  init(_ scene: Scene) {
    self.scene = scene
    trace = scene.trace
  }

  var positions: Range<Int> { 0..<trace.positions.count }
  /// The mean surprise, in nats.
  var loss: Double { trace.loss }
  /// All surprises added up, in nats.
  var sum: Double { trace.positions.reduce(0) { $0 + $1.loss } }
  /// All probabilities multiplied.
  var product: Double { positions.reduce(1) { $0 * probability($1) } }

  func target(_ position: Int) -> Int { trace.tokens[position + 1] }
  func label(_ position: Int) -> String { scene.label(target(position)) }
  /// [vocabulary]
  func probabilities(_ position: Int) -> [Double] { trace.positions[position].probabilities }
  func probability(_ position: Int) -> Double { probabilities(position)[target(position)] }
  /// In nats.
  func surprise(_ position: Int) -> Double { trace.positions[position].loss }

  /// All that the model sees at a position, or the end of it where that is long.
  func context(_ position: Int, columns: Int) -> String {
    var (words, used) = ([String](), 0)
    for token in trace.tokens[...position].reversed() {
      let label = scene.label(token)
      used += label.columns + (words.isEmpty ? 0 : 1)
      // A place is kept for the sign that there is more.
      guard used <= columns - (words.count < position ? 1 : 0) else {
        return "…" + words.reversed().joined(separator: " ")
      }
      words.append(label)
    }
    return words.reversed().joined(separator: " ")
  }

  /// A name as captions speak of it.
  static func words(_ name: String) -> String {
    name.isEmpty ? "the name without letters" : "“\(name.shortened)”"
  }
}

/// The positions of the name as rows: what the model sees, the right answer, numbers, a bar.
struct AnswerRows {
  let answers: RightAnswers
  /// The row under the cursor; nil where none can be chosen.
  var chosen: Int?

  /// What the rows show.
  enum Content {
    /// The probability alone, its bar as long as it is.
    case probability
    /// The probability, and the surprise as a bar: of so many rows; of the next one a part of it.
    case surprise(SurpriseUnit, grown: Double)
    /// The surprise as a bar on its way to the mean of all, 0…1, beside those of other numbers.
    case mean(SurpriseUnit, evened: Double, before: [Double]?)
  }
  let content: Content

  private struct Columns {
    let context, answer: Int
    let hasShare: Bool
    /// Where the probability ends.
    var label: Int { 3 + context + 3 + answer + (hasShare ? 7 : 0) }
  }

  private func columns(_ width: Int) -> Columns {
    let widest = answers.positions.lazy.map { answers.label($0).columns }.max() ?? 1
    var hasShare = true
    if case .probability = content { hasShare = false }
    return Columns(
      context: width >= 76 ? 14 : 8, answer: max(3, min(8, widest)), hasShare: hasShare)
  }

  /// Draws a heading and the rows, and returns how many rows of the area it took.
  @discardableResult
  func draw(in area: Area) -> Int {
    let columns = columns(area.width)
    let inset = chosen == nil ? 0 : 2
    let heading = area.row(0).inset(left: inset)
    heading.text(columns.context > 8 ? "seen → right answer" : "seen → right", .title, .strong)
    if columns.hasShare { heading.text("p", endingAt: columns.label, .faint) }
    heading.text(title, endingAt: nil, .faint)
    let list = BarList(
      answers.positions.map { row($0, columns) }, scale: scale, labels: .leading, chosen: chosen,
      level: level, names: { name(of: answers.positions[$0]) })
    return 1 + list.draw(in: area.below(1)).count
  }

  private func name(of position: Int) -> String {
    let answer = "“\(answers.label(position))” at position \(position)"
    return switch content {
    case .probability: "probability of \(answer)"
    case .surprise, .mean: "surprise at \(answer)"
    }
  }

  private var title: Text {
    switch content {
    case .probability: "probability p of the right answer"
    case .surprise(let unit, _): Text("surprise −\(unit.logarithm) p")
    case .mean(let unit, _, let before):
      Text("surprise in \(unit.name)" + (before == nil ? "" : "  untrained"))
    }
  }

  /// 6 nats are the surprise at a quarter of a percent.
  private var scale: Double {
    let largest = answers.positions.lazy.map { answers.surprise($0) }.filter(\.isFinite).max() ?? 0
    switch content {
    case .probability: return 1
    case .surprise(let unit, _), .mean(let unit, _, _): return unit.amount(max(6, largest))
    }
  }

  private var level: Double? {
    guard case .mean(let unit, _, _) = content else { return nil }
    return unit.amount(answers.loss)
  }

  private func row(_ position: Int, _ columns: Columns) -> BarList.Row {
    let context = answers.context(position, columns: columns.context)
    var label: Text =
      "\("\(position)".paddedLeft(2) + " ", .position)"
      + "\(context.paddedLeft(columns.context) + " → ", .faint)"
      + "\(answers.label(position).cut(columns.answer).padded(columns.answer), .answer, .strong)"
    let p = answers.probability(position)
    if columns.hasShare { label = label + Text(p.percent().paddedLeft(7), .probability) }
    let surprise = answers.surprise(position)
    let target = Target(MeasuringSurprise.PositionRow(position: position))
    switch content {
    case .probability:
      return .init(label, p, Text(p.percent()), role: .answer, target: target)
    case .surprise(let unit, let grown):
      let share = max(0, min(1, grown * Double(answers.positions.count) - Double(position)))
      return .init(
        label, unit.amount(surprise) * share, Text(share > 0 ? unit.text(surprise) : ""),
        role: .loss, target: target, exact: unit.amount(surprise))
    case .mean(let unit, let evened, let before):
      let value = evened > 0 ? surprise + (answers.loss - surprise) * evened : surprise
      let mark = before.map { unit.text($0[position]).paddedLeft(9) } ?? ""
      return .init(
        label, unit.amount(value), Text(unit.text(value)), mark: Text(mark), role: .loss,
        target: target)
    }
  }
}
