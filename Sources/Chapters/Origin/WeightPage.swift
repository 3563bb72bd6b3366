import MicroGPT
import Stage

/// The page of a parameter: the end of the way. Its value can be changed, and what comes of that is seen.
extension Origin {
  /// The parameter's value, where nothing else is to be chosen.
  private struct Weight: Hashable {}

  /// A position whose guesses are compared before and after.
  struct RipplePosition: Hashable, Sendable { let index: Int }

  func parameterPage(_ scene: Scene, _ calculation: Calculation, _ cue: Cue) -> Page {
    let index = site.index
    let isEdited = scene.edit?.parameter == index
    let isRipple = showsRipple ?? isEdited
    var page =
      isRipple
      ? ripplePage(scene, calculation, cue) : pastPage(scene, calculation, cue)
    if isEdited { page.keys.append(PageKey(.restore, "undo") { [.edit(nil)] }) }
    page.keys.append(
      PageKey(.enter) { [.notice("The way ends here: a parameter is made of nothing")] })
    var other = self
    other.showsRipple = !isRipple
    page.keys.append(
      PageKey(.switchView, isRipple ? "its past" : "the guesses") { [.origin(other)] })
    return page
  }

  // MARK: Its past

  private func pastPage(_ scene: Scene, _ calculation: Calculation, _ cue: Cue) -> Page {
    let index = site.index
    let recipe = calculation.pass.recipe(at: site)
    var page = Page(
      "Here the way ends: a parameter is made of nothing. It began as a random number, and training moved "
        + "it step by step. - + < > change it: all chapters then show what becomes of the model.",
      code: CodeView(
        .adam, mark: "-= made.move",
        note: "\(scene.parameterName(index)) = \(recipe.value.shown(6))"),
      mathematics: [
        "A parameter p begins as a draw from the normal distribution.",
        "  p = \(RunSettings.deviation.plain) · √(-2 · log(1 - u₂)) · cos(2π · u₁)",
        "u₁ and u₂ are uniform random numbers; the sine of the same two is the next parameter.",
        "Each training step moves it; chapter 10 shows how far.",
      ], picture: { _ in })
    page.controls = [control(Weight(), scene)]
    let question = PastOfParameter(index, scene)
    page.questions = scene.isTraining || !scene.run.isComplete ? [] : [question]
    let whole = scene.answer(to: question)
    let past = PastView(
      scene: scene, index: index, past: whole ?? scene.job(for: question)?.past,
      isWhole: whole != nil)
    let view = WeightView(
      origin: self, scene: scene, recipe: recipe, calculation: calculation,
      control: page.controls[0])
    page.picture = { area in past.draw(in: view.draw(in: area)) }
    return page
  }

  // MARK: What a change does

  private func ripplePage(_ scene: Scene, _ calculation: Calculation, _ cue: Cue) -> Page {
    let index = site.index
    let recipe = calculation.pass.recipe(at: site)
    let ripple = scene.ripple(of: index)
    var page = Page(
      scene.edit?.parameter == index
        ? "One weight of \(scene.run.parameterCount.grouped) is changed, at this moment and all others. "
          + "↑↓ choose a position; Backspace takes the change back, and so does u in any chapter."
        : "What if this weight were another one? - + < > change it; ↑↓ choose the position whose guesses "
          + "are compared.",
      code: CodeView(.loss, mark: "let made = forward(", note: note(ripple)),
      mathematics: [
        "With one parameter changed the model runs on the name again. At each position all probabilities "
          + "p are compared with those before.",
        "  Σ|Δp| = Σ (over the tokens) |p after - p before|",
        "0 means that nothing moved in any digit; 2 is the most there can be.",
      ], picture: { _ in })
    page.controls = (0..<scene.positions).map { control(RipplePosition(index: $0), scene) }
    page.firstChoice = ripple?.moves.firstIndex { $0 != 0 }.map {
      Target(RipplePosition(index: $0))
    }
    page.questions = scene.rippleQuestions
    let chosen = page.chosen(by: cue)
    let zero = ZeroGradient(index, calculation, scene)
    let view = WeightView(
      origin: self, scene: scene, recipe: recipe, calculation: calculation, control: chosen)
    let picture = RippleView(
      scene: scene, index: index, ripple: ripple,
      position: chosen?.id.value(as: RipplePosition.self)?.index ?? 0, stillness: zero.reason)
    page.picture = { area in picture.draw(in: view.draw(in: area)) }
    return page
  }

  private func note(_ ripple: Ripple?) -> String? {
    ripple.map { "loss \($0.before.loss.shown(6)) → \($0.after.loss.shown(6))" }
  }

  // MARK: The slider

  /// Moves the parameter's value, whatever it stands for besides.
  private func control(_ id: some Hashable & Sendable, _ scene: Scene) -> Control {
    let name = scene.parameterName(site.index)
    let before = scene.unedited.snapshot.state.parameters[site.index]
    let now = scene.snapshot.state.parameters[site.index]
    guard before.isFinite else { return Control(choice: id, name) }
    let reach = max(2, (before.magnitude * 2).rounded(.up), now.magnitude.rounded(.up))
    return Control(
      id, name, now, in: -reach...reach, step: 0.05, coarse: 0.5, isStepped: false
    ) { value in
      [.edit(value == before ? nil : Edit(parameter: site.index, value: value))]
    }
  }
}

/// What all pages of a parameter begin with.
private struct WeightView {
  let origin: Origin
  let scene: Scene
  let recipe: Recipe
  let calculation: Calculation
  let control: Control?

  private var index: Int { recipe.site.index }

  /// Draws it and gives the room below.
  func draw(in area: Area) -> Area {
    let isHigh = area.height >= 19
    origin.drawWay(scene, in: area.row(0))
    let head = area.below(isHigh ? 2 : 1)
    let title: Text =
      "\(scene.parameterName(index), .weight, .strong) = \("\(recipe.value)", .text, .strong)"
    head.text(title.cut(head.width))
    if let owner = scene.rowOwner(index), head.width > title.columns + owner.columns + 10 {
      head.text("row of \(owner)", endingAt: nil, .faint)
    }
    let zero = ZeroGradient(index, calculation, scene)
    let gradient =
      zero.reason.map { Text($0, .faint) } ?? RecipeWords(scene: scene, recipe: recipe).gradient
    let rows = Paragraph(gradient).draw(in: head.below(1).top(2))
    let slider = head.below(1 + max(1, rows))
    if let control, control.isAdjustable {
      let isEdited = scene.edit?.parameter == index
      let before = scene.unedited.snapshot.state.parameters[index]
      LabelledSlider(
        "value", value: Text(control.value.fixed(4)), slider: control.slider(isChosen: true),
        isChanged: isEdited
      ).draw(in: slider.row(0).leading(60), labelColumns: 5, valueColumns: 8)
      if isEdited {
        slider.row(0).trailing(from: 61).text("was \(before.fixed(4))", .faint)
      }
    }
    return slider.below(isHigh ? 2 : 1)
  }
}
