import MicroGPT
import Stage

/// What somebody would say who knows nothing of names: each token gets the same share.
struct EvenShares {
  let scene: Scene

  func draw(in area: Area) {
    let count = scene.tokenizer.vocabularySize
    let share = 1 / Double(count)
    let rows = min(count, area.height - 1)
    guard rows > 1 else { return }
    let end = area.text(Text("Who knows nothing would say").cut(area.width), .title, .strong)
    let rest = "\(rows) of \(count.grouped) tokens"
    if rows < count && end + rest.columns < area.width { area.text(rest, endingAt: nil, .faint) }
    BarList(
      (0..<rows).map { token in
        BarList.Row(
          Text(scene.label(token), .token, .strong), share, "1/\(count.grouped)")
      }, scale: 1
    ).draw(in: area.below(1))
  }
}

/// How many questions each of the first names of the training asks.
struct QuestionCounts {
  let scene: Scene

  func draw(in area: Area) {
    guard area.height > 1, scene.steps > 0 else { return }
    area.text(
      Text("How many questions the names of the training ask, one name a step").cut(area.width),
      .title, .strong)
    NameFlow.draw(
      (0..<scene.steps).lazy.map { step in
        let document = scene.run.document(ofStep: step)
        let count = min(
          scene.size.blockSize, document.unicodeScalars.prefix(scene.size.blockSize).count + 1)
        return Text(document.cut(16), step < scene.moment ? .token : .faint)
          + Text(" \(count)", .position)
      }, in: area.below(1))
  }
}
