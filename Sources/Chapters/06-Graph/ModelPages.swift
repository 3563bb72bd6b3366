import MicroGPT
import Stage

/// The first and the last beat, and the one that counts: all of the model's calculation.
extension TrackingCalculations {
  func questionPage(_ scene: Scene) -> Page {
    let count = scene.run.parameterCount
    let runs = TryEach.runs(count)
    let lead =
      "The loss of “\(scene.name.cut(12))” depends on \(count.grouped) parameters. Which way "
      + "should each move to make it smaller? "
    let way =
      scene.isTraining
      ? "As soon as the training stands still (t stops it), each is tried here."
      : runs < count
        ? "One can try each: move it, run again, look. Here only the first \(runs.grouped) are tried: all "
          + "would take too long. → shows a better way."
        : "One can try each: move it, run the model again, look. That is \(runs.grouped) runs for one "
          + "small step. → shows a better way."
    var page = Page(
      lead + way,
      code: CodeView(
        .loss, mark: "let mean =", note: "loss = \(scene.digits(scene.trace.loss))"),
      mathematics: [
        "Trying parameter i means to move it by a small ε and to compute the whole loss L again.",
        "  ΔL = L(p₁, …, pᵢ + ε, …, pₙ) − L(p₁, …, pₙ)",
        "Here ε is \(TryEach.nudge). For n parameters that takes n runs of the model.",
      ], picture: { _ in })
    let question = TryEach(scene)
    page.questions = scene.isTraining ? [] : [question]
    let tried = scene.answer(to: question) ?? scene.job(for: question)?.tried
    let matrices = scene.run.matrices
    page.picture = { area in
      let changes = tried?.changes ?? []
      let title =
        "moved by \(TryEach.nudge), one at a time: \(changes.count.grouped) of \(count.grouped)"
      area.text(title.cut(area.width), .title, .strong)
      if changes.count < runs, area.width > title.columns + 16 {
        let bar = area.row(0).trailing(from: title.columns + 2)
        Bar(Double(changes.count) / Double(max(1, runs)), .chosen).draw(in: bar)
      } else {
        let words = "the tables: chapters 7 to 9"
        if area.width > title.columns + words.columns { area.text(words, endingAt: nil, .faint) }
      }
      ParameterField(values: changes, matrices: matrices, what: "change of the loss by ")
        .draw(in: area.inset(top: 1, bottom: 1))
      SignCounts(changes).draw(in: area.row(area.height - 1))
    }
    return page
  }

  func censusPage(_ scene: Scene, _ cue: Cue) -> Page {
    scene.calculationPage { calculation in
      let census = scene.census
      let caption =
        "Now the model’s own graph for “\(scene.name.cut(12))”: \(census.nodes.grouped) numbers "
        + "computed on the way to one loss. They are made by six operations only, and each has a rule "
        + "of one line for its local derivative."
      var page = Page(
        caption,
        code: CodeView(
          .graphOperations, mark: "self[a] * self[b]",
          note: "\((census.counts[.multiply] ?? 0).grouped) times for this name"),
        mathematics: [
          "The six operations and their local derivatives:",
          "  x + y: 1 and 1    x · y: y and x    xⁿ: n · x^(n - 1)",
          "  log x: 1 / x    exp x: exp x    relu x: 1 where x > 0, else 0",
          "A constant is no parameter: nobody asks for its gradient.",
        ]
      ) {
        CensusView(census: census, calculation: calculation, scene: scene)
          .draw(in: $0, grown: Ease.inOut(cue.progress))
      }
      page.number = .loss
      return page
    }
  }

  func allPage(_ scene: Scene, _ cue: Cue) -> Page {
    scene.calculationPage { calculation in
      let pass = calculation.pass
      let count = pass.model.parameterCount
      var page = Page(
        "All \(count.grouped) gradients, from one walk back. It goes along each arrow of the graph once, "
          + "about as much work as the walk forward; trying took \(count.grouped) runs. So it is known "
          + "which way each should move. How far, chapter 10 shows.",
        code: CodeView(
          .step, mark: "backward(from",
          note: "\(calculation.uses.edges.grouped) multiplications and additions"),
        mathematics: [
          "All gradients together make a list as long as that of the parameters.",
          "  (∂L/∂p₁, …, ∂L/∂pₙ)",
          "A small step against it makes L smaller faster than any other step of the same length. The length of such a list is "
            + "the root of the sum of the squares of its numbers.",
        ], picture: { _ in })
      page.keys = [PageKey(.enter, "look at one") { [.go(to: "parameter")] }]
      page.pick = { target in
        guard let spot: ParameterSpot = target.value() else { return [] }
        return [with(\.parameter, spot.index), .go(to: "parameter")]
      }
      page.picture = { area in
        let gradients = (0..<count).map { pass.gradient(at: .parameter($0)) }
        let share = Ease.inOut(cue.progress)
        let title =
          "forward \(calculation.uses.nodes.grouped) numbers that lead to the loss, back "
          + "\(calculation.uses.edges.grouped) arrows"
        area.text(title.cut(area.width), .title, .strong)
        // The walk comes from the loss: the last matrices have their gradients first.
        let from = count - Int((share * Double(count)).rounded())
        let shown = gradients.enumerated().map { $0.offset >= from ? $0.element : 0 }
        let hasHistogram = area.height >= 34
        let field = area.inset(top: 1, bottom: 1 + (hasHistogram ? 13 : 0))
        ParameterField(
          values: shown, matrices: scene.run.matrices, what: "gradient of ",
          targets: { Target(ParameterSpot(index: $0)) }
        ).draw(in: field)
        SignCounts(gradients).draw(in: area.row(field.height + 1))
        if hasHistogram { drawSizes(gradients, in: area.bottom(11)) }
      }
      return page
    }
  }

  /// How large the gradients are: those that are not 0, by powers of ten.
  private func drawSizes(_ gradients: [Double], in area: Area) {
    area.text("how large they are, as powers of ten", .title, .strong)
    let sizes = gradients.filter { $0 != 0 && $0.isFinite }.map {
      Elementary.log($0.magnitude) / Elementary.log(10)
    }
    Histogram(sizes, axis: Axis(-8, 0), bins: 48, role: .gradient).draw(in: area.below(1))
  }
}

extension Double {
  /// A number of ways: `12`, `3.4 × 10^15`.
  var ways: String {
    guard self >= 1e9 else { return Int(self).grouped }
    return isFinite
      ? scientific.replacing("e+", with: " × 10^") : "more than a computer can count"
  }
}
