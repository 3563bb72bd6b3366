import MicroGPT
import Stage

/// The page of a parameter: the end of the way.
extension Origin {
  func parameterPage(_ scene: Scene, _ calculation: Calculation, _ cue: Cue) -> Page {
    let index = site.index
    let recipe = calculation.pass.recipe(at: site)
    let name = scene.parameterName(index)
    var page = Page(
      "Here the way ends: a parameter is made of nothing. It began as a random number, and training moved "
        + "it step by step. \(way.count > 1 ? "Backspace comes back, Esc leaves." : "Esc leaves.")",
      code: CodeView(.adam, mark: "-= made.move", note: "\(name) = \(recipe.value.shown(6))"),
      mathematics: [
        "A parameter p begins as a draw from the normal distribution.",
        "  p = \(RunSettings.deviation.plain) · √(-2 · log(1 - u₂)) · cos(2π · u₁)",
        "u₁ and u₂ are uniform random numbers; the sine of the same two is the next parameter.",
        "Each training step moves it; chapter 10 shows how far.",
      ], picture: { _ in })
    let question = PastOfParameter(index, scene)
    page.questions = scene.isTraining || !scene.run.isComplete ? [] : [question]
    let whole = scene.answer(to: question)
    let past = PastView(
      scene: scene, index: index, past: whole ?? scene.job(for: question)?.past,
      isWhole: whole != nil)
    let view = WeightView(origin: self, scene: scene, recipe: recipe)
    page.picture = { area in past.draw(in: view.draw(in: area)) }
    return page
  }
}

/// What all pages of a parameter begin with.
private struct WeightView {
  let origin: Origin
  let scene: Scene
  let recipe: Recipe

  /// Draws it and gives the room below.
  func draw(in area: Area) -> Area {
    let isHigh = area.height >= 19
    origin.drawWay(scene, in: area.row(0))
    let head = area.below(isHigh ? 2 : 1)
    let title: Text =
      "\(scene.parameterName(recipe.site.index), .weight, .strong) = \("\(recipe.value)", .text, .strong)"
    head.text(title.cut(head.width))
    if let owner = scene.rowOwner(recipe.site.index),
      head.width > title.columns + owner.columns + 10
    {
      head.text("row of \(owner)", endingAt: nil, .faint)
    }
    head.text(RecipeWords(scene: scene, recipe: recipe).gradient.cut(head.width), y: 1)
    return head.below(isHigh ? 3 : 2)
  }
}
