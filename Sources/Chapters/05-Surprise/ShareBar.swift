import MicroGPT
import Stage

/// All probabilities at a position end to end.
struct ShareBar {
  let answers: RightAnswers
  let position: Int

  private var right: Int { answers.target(position) }
  private var probabilities: [Double] { answers.probabilities(position) }

  /// The tokens that can be seen on the bar, the likeliest first, and the right one.
  private var tokens: [Int] {
    let (probabilities, right) = (probabilities, right)
    return probabilities.indices.filter { probabilities[$0] > 0.002 || $0 == right }
      .sorted { (probabilities[$0], $1) > (probabilities[$1], $0) }
  }

  /// The bar, the likeliest tokens first; with a needle where there is one.
  func bar(needle: StackedBar.Needle? = nil) -> StackedBar {
    let (tokens, probabilities) = (tokens, probabilities)
    var parts = tokens.map { StackedBar.Part(answers.scene.label($0), probabilities[$0]) }
    if tokens.count < probabilities.count {
      let rest = 1 - tokens.reduce(0) { $0 + probabilities[$1] }
      parts.append(.init("others", rest, .faint))
    }
    var bar = StackedBar(parts, needle: needle)
    bar.names = { "probability of “\(parts[$0].label)”" }
    return bar
  }

  /// The bar of somebody who guesses: all parts are alike. Of very many tokens some.
  static func even(_ scene: Scene) -> StackedBar {
    StackedBar((0..<min(500, scene.tokenizer.vocabularySize)).map { .init(scene.label($0), 1) })
  }

  /// Draws the bar with the right answer lit, and in a high area all tokens below it.
  func draw(in area: Area) {
    let (tokens, probabilities) = (tokens, probabilities)
    guard let place = tokens.firstIndex(of: right) else { return }
    let share = probabilities[right]
    let before = tokens.prefix(place).reduce(0) { $0 + probabilities[$1] }
    let needle = StackedBar.Needle(
      before + share / 2,
      label:
        "the right answer, “\(answers.scene.label(right))”: \(share.percent(), telling: Reading("probability of the right answer", share))",
      hit: place)
    let heading = area.height > 3 ? 1 : 0
    if heading > 0 {
      let words =
        "All \(probabilities.count.grouped) probabilities at position \(position), 100% together"
      area.text(words.cut(area.width), .title, .strong)
    }
    bar(needle: needle).draw(in: area.below(heading).top(4))
    let list = area.below(7)
    if list.height > 4 { drawList(tokens, place, in: list) }
  }

  private func drawList(_ tokens: [Int], _ place: Int, in area: Area) {
    area.text("The likeliest first", .title, .strong)
    let probabilities = probabilities
    let rows = tokens.enumerated().map { index, token in
      let isRight = token == right
      return BarList.Row(
        "\("\(index + 1)".paddedLeft(2) + " ", .faint)"
          + "\(answers.scene.label(token).padded(4), isRight ? .answer : .token, .strong)",
        probabilities[token], Text(probabilities[token].percent()),
        mark: isRight ? Text("◀ right", .answer) : "", role: isRight ? .answer : .probability,
        name: answers.scene.label(token))
    }
    BarList(
      rows, scale: 1, labels: .leading, focus: place,
      names: { "probability of “\(answers.scene.label(tokens[$0]))”" }
    ).draw(in: area.below(1))
  }
}
