import MicroGPT
import Stage

/// One token of a name as it is drawn: what went in, how likely each token is, the bar with the needle.
struct DrawView {
  let scene: Scene
  /// Which of the names, and which of its draws.
  let name: Int
  let draw: Int
  /// How far the bars of the probabilities have grown, 0…1.
  var grown = 1.0
  /// How much of the long bar is laid out, 0…1.
  var length = 0.0
  /// How far the needle has come, 0…1 of its way.
  var needle = 0.0
  var isHit = false
  /// Whether the long bar has its place; where it is not spoken of yet, there are more tokens.
  var hasBar = true

  var made: GeneratedName { scene.names(MakingThingsUp.count)[name] }
  var now: GeneratedName.Draw { made.draws[draw] }
  var isLast: Bool { draw == made.draws.count - 1 }
  var entropy: Double { GeneratedName.Draw.entropy(now.probabilities) }
  /// Among how many equally likely tokens a choice would be as open.
  var openness: Double { Elementary.exp(entropy) }
  /// What is asked of a name that is over and new.
  var nearest: NearestName { NearestName(to: made.text, in: scene) }
  /// How many numbers are kept of each token: a key and a value in each layer.
  var cached: Int { 2 * scene.size.layers * scene.size.width }

  func draw(in area: Area, temperature: ControlRows) {
    let isLow = area.height < 13
    let foot = !hasBar ? 0 : isLow ? 3 : 4
    let gap = isLow || !hasBar ? 0 : 1
    let ranking = Ranking(probabilities: now.probabilities, drawn: isHit ? now.token : nil)
    // The left side needs some rows also where there are few tokens.
    let rows = min(area.height - foot - gap, max(ranking.count, 9 + name + 1))
    let top = area.top(rows)
    let side = min(40, area.width * 2 / 5)
    ranking.draw(in: top.trailing(side), scene: scene, grown: grown)
    drawLeft(in: top.leading(area.width - side - 2), temperature: temperature, isLow: isLow)
    let bar = area.below(rows + gap)
    if length > 0 { drawBar(in: bar.top(foot)) }
    drawDrawsBefore(in: bar.below(foot + 1))
  }

  // MARK: The left side

  private func drawLeft(in area: Area, temperature: ControlRows, isLow: Bool) {
    var boxes = made.draws[...draw].map { draw in
      TokenBoxes.Token(
        scene.label(draw.input), draw.input == scene.tokenizer.bos ? .position : .token)
    }
    boxes.append(isHit ? .init(scene.label(now.token), .chosen, .inverse) : .init("?", .faint))
    TokenBoxes(boxes, focus: boxes.count - 1).draw(in: area.top(3))
    area.text(underBoxes.cut(area.width), y: 3, isLast && isHit ? .answer : .faint)
    temperature.draw(in: area.row(4))
    guard !isLow else { return }
    // Entropy is explained where the first name's third token is drawn.
    if name > 0 || draw > 2 || draw == 2 && isHit {
      let words: Text =
        "open like \(openness.fixed(1), telling: Reading("exp(entropy)", openness)) equal choices; entropy \(entropy.fixed(2), telling: Reading("entropy", entropy))"
      area.text(words.cut(area.width), x: 2, y: 5, .faint)
    }
    drawNames(in: area.below(7))
  }

  /// What the model keeps of the tokens before; at the end of a name, whether it is new.
  private var underBoxes: String {
    if isLast && isHit {
      switch scene.novelty(of: made.text) {
      case nil: return ""
      case .letterless: return "no letter: BOS was drawn at once"
      case .new:
        return "new"
          + (scene.answer(to: nearest).map { "; nearest in the data: “\($0.shortened)”" } ?? "")
      case let novelty?: return novelty.words(isShort: false)
      }
    }
    return draw == 0 ? "" : "key/value cache: \(draw + 1) tokens × \(cached) numbers"
  }

  private func drawNames(in area: Area) {
    let born = isLast && isHit ? name + 1 : name
    guard born > 0 else { return }
    let hasTitle = area.height > born
    if hasTitle { area.text("Names so far", .title, .strong) }
    let names = scene.names(MakingThingsUp.count).prefix(born).enumerated()
    Table(
      columns: [
        .init(role: .faint, alignment: .trailing), .init(role: .token, width: .rest), .init(),
      ],
      rows: names.map { index, name in
        let novelty = scene.novelty(of: name.text)
        return .init(
          [
            Text("\(index + 1)"), Text(name.text.isEmpty ? "(no letter)" : name.text),
            Text(novelty?.words(isShort: false) ?? "", novelty?.role),
          ], target: Target(MakingThingsUp.NamePlace(index: index)))
      }, focus: born - 1
    ).draw(in: area.below(hasTitle ? 1 : 0))
  }

  // MARK: The long bar

  private func drawBar(in area: Area) {
    let number = now.choice.needle
    let words: Text =
      isHit
      ? "\(number.fixed(4), telling: Reading("needle", number)) hits \(scene.label(now.token))"
      : "needle"
    let shown = StackedBar.Needle(
      now.place * needle, label: words, hit: isHit ? now.token : nil)
    let columns = Int((length * Double(area.width)).rounded())
    // Before there is a needle the bar stands where it will be.
    LongBar(now.probabilities, in: scene).draw(
      needle > 0 ? shown : nil, in: area.below(needle > 0 ? 0 : 1).leading(columns))
  }

  /// Where there is room: how the tokens before were drawn.
  private func drawDrawsBefore(in area: Area) {
    guard draw > 0, area.height > 2 else { return }
    area.text("How the tokens before were drawn", .title, .strong)
    NeedleRows(made.draws[..<draw], in: scene).draw(in: area.below(1))
  }
}
