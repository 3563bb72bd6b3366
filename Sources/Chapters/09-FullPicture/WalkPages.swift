import MicroGPT
import Stage

/// The pages of the walk: one for the whole way, one for each of its steps.
extension FullPicture {
  func wholePage(_ scene: Scene, _ cue: Cue) -> Page {
    let way = way(in: scene)
    let width = scene.size.width
    var page = wayPage(
      "Chapter 7 made \(width.grouped) numbers of a letter, chapter 8 let them look back. This "
        + "is the whole way of position \(way.position), from “\(scene.label(way.token))” at the "
        + "top to the guess at the bottom. → walks down it, ↑↓ open any "
        + "row.", way, scene, cue, computed: way.rows.count,
      firstStop: Way.Stop(stage: .tokenEmbedding), hasLegend: true,
      code: CodeView(.forward, mark: "var layer = attention("),
      mathematics: [
        "Each layer adds to x what attention and then the MLP make of it.",
        "  x ← x + attention(norm(x))",
        "  x ← x + MLP(norm(x))",
        "Before: x = norm(token row + position row). After: logits = lm_head · x.",
      ])
    page.questions = scene.calculationQuestions
    return page
  }

  func walkPage(_ step: WalkStep, _ scene: Scene, _ cue: Cue) -> Page {
    let way = way(in: scene)
    let last = step.stages.last.flatMap { way[$0] }
    let computed = last.flatMap { row in way.rows.firstIndex { $0.stop == row.stop } } ?? 0
    let stop = last?.stop ?? Way.Stop(stage: .embedding)
    let words = WalkWords(way: way)
    return wayPage(
      words.caption(step), way, scene, cue, computed: computed + 1, firstStop: stop,
      newest: step.stages,
      code: CodeView(step.snippet, mark: step.mark, note: words.note(step, number(in: last))),
      mathematics: words.mathematics(step))
  }

  func fromPage(_ scene: Scene, _ cue: Cue) -> Page {
    let way = way(in: scene)
    let best = way[.probability].flatMap { $0.values.largest(1).first } ?? 0
    return wayPage(
      "Any of these numbers can be asked where it comes from: choose one, here or in chapters 6 "
        + "to 8, and press Enter. It leads to what made it, and so on, down to a weight and the "
        + "training that made that. Try the logit of “\(scene.label(best))”.",
      way, scene, cue, computed: way.rows.count, firstStop: Way.Stop(stage: .logit),
      firstNumber: best,
      code: CodeView(.forward, mark: "logits = linear"),
      mathematics: [
        "Every number here is made from others by a short formula; each of those from others "
          + "again.",
        "  logit → x → the MLP’s part → … → a weight",
        "A weight is made of nothing: it was drawn by chance, then moved by training.",
      ])
  }

  func endPage(_ scene: Scene, _ cue: Cue) -> Page {
    let counts = WayCounts(scene)
    return Page(
      "That is all of it: \(counts.parameters.grouped) weights. Each position looks up "
        + "\(counts.lookedUp.grouped) of them and multiplies by \(counts.products.grouped). A larger "
        + "GPT has more layers and longer rows (chapter 12). Tab goes on: how did the weights become "
        + "what they are?",
      code: CodeView(.forward, mark: "var layer = attention("),
      mathematics: [
        "A table with r rows and c columns has r · c weights, and each is used once for a "
          + "position:",
        "  r · c multiplications",
        "Of a layer of width w: four tables w × w and two of 4w × w.",
        "  4w² + 8w² = 12w²",
      ]
    ) { counts.draw(in: $0) }
  }

  /// The way on the left, the number under the cursor on the right.
  private func wayPage(
    _ caption: String, _ way: Way, _ scene: Scene, _ cue: Cue, computed: Int, firstStop: Way.Stop,
    firstNumber: Int? = nil, newest: [Site.Stage] = [], hasLegend: Bool = false,
    code: @autoclosure @escaping () -> CodeView,
    mathematics: @autoclosure @escaping () -> [String]
  ) -> Page {
    var page = Page(caption, code: code(), mathematics: mathematics(), picture: { _ in })
    page.controls = dials(scene) + rowControls(way.rows, cue)
    page.firstChoice = Target(Row(beat: cue.beat, stop: firstStop))
    page.keys = [nextPosition(scene)]
    page.questions = scene.calculationQuestions
    page.pick = { picked($0, cue) }
    let chosen = page.chosen(by: cue)?.id
    let stop: Way.Stop = chosen?.value(as: Row.self)?.stop ?? firstStop
    guard let chosenRow = way[stop] ?? way.rows.first else { return page }
    // While the numbers of rows are being computed, the cursor runs along with them.
    let movement = WayMovement(newest, cue.progress)
    let running = newest.contains(chosenRow.stage) ? movement.running.flatMap { way[$0] } : nil
    let row = running ?? chosenRow
    let last = row.values.count - 1
    let index =
      running != nil
      ? min(last, movement.computed(of: row))
      : numbers[row.stage] == nil ? firstNumber ?? number(in: row) : number(in: row)
    page.number = row.site(index)
    // Whoever opens a later row sees all before it.
    let place = way.rows.firstIndex { $0.stop == row.stop } ?? 0
    let opened = max(computed, place + 1)
    let view = WayView(
      way: way, chosen: row.stop, cursor: index, computed: opened, movement: movement,
      control: chosen?.value(as: Dial.self))
    page.picture = { area in
      let number = FormulaView(way, row, index, computed: running == nil ? last + 1 : index + 1)
      let columns = view.columns(area.width >= 90 ? area.width : min(area.width, 46))
      guard area.width >= 72 else {
        view.draw(in: area.inset(bottom: 1))
        area.text(number.line.cut(area.width), y: area.height - 1)
        return
      }
      let upper = area.height > view.height + 10 ? area.top(view.height + 1) : area
      view.draw(in: upper.leading(columns))
      let isWhole = upper.height == area.height
      let side = upper.trailing(from: columns + 1).inset(bottom: isWhole ? 0 : 1)
      number.draw(in: side.inset(bottom: hasLegend ? WayLegend.height + 1 : 0))
      if hasLegend { WayLegend().draw(in: side.bottom(WayLegend.height)) }
      if !isWhole {
        let lower = area.below(upper.height).columns([3, 2])
        EveryPosition(way: way, row: row, cursor: index).draw(in: lower[0])
        GuessWithout(scene: scene, position: way.position, part: nil).draw(in: lower[1])
      }
    }
    return page
  }

  private func number(in row: Way.Row?) -> Int { row.map { number(in: $0) } ?? 0 }
}

/// The chosen vector at all positions of the name: what each of them makes of its own token.
private struct EveryPosition {
  let way: Way
  let row: Way.Row
  let cursor: Int

  func draw(in area: Area) {
    let scene = way.scene
    area.text("The same row at every position of the name", .title, .strong)
    let scale = way.scale(of: row)
    let list = area.below(1)
    let pitch = max(1, min(3, list.height / scene.positions))
    let shown = Range.window(
      of: scene.positions, room: list.height / pitch, around: way.position)
    for (y, position) in shown.enumerated() {
      let other = Way(scene, position: position, layer: way.layer)
      guard let vector = other[row.stop] else { continue }
      let line = list.part(Rect(0, y * pitch, list.width, pitch))
      let isNow = position == way.position
      line.text("\(position)".paddedLeft(2), isNow ? .position : .faint, isNow ? .strong : [])
      line.text(
        scene.label(scene.tokens[position]).cut(8), x: 4, isNow ? .token : .faint,
        isNow ? .strong : [])
      VectorStrip(
        "", vector.values, scale: scale, cursor: isNow ? cursor : nil,
        names: { scene.words(vector.site($0)) }
      )
      .draw(in: line.trailing(from: 13), nameColumns: 0)
      line.leading(12).touch(picking: Target(FullPicture.Place(position: position)))
    }
  }
}
