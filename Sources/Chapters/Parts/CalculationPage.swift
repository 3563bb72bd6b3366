import MicroGPT
import Stage

extension Scene {
  /// A page on the calculation of the name, as soon as it is there.
  func calculationPage(make: (Calculation) -> Page) -> Page {
    if let calculation {
      var page = make(calculation)
      page.questions += calculationQuestions
      return page
    }
    var page = Page(
      isCalculationTooLarge
        ? "This model is too large for keeping every number of its calculation here. A smaller one can "
          + "be chosen with --n-embd and --n-layer; what needs no single numbers works as always."
        : "A moment: every number of this calculation is being computed, followed back and kept.",
      code: CodeView(.graphBackward, mark: "let derivatives"),
      mathematics: ["The gradients of all numbers are found by one walk back.", "  ∂L/∂L = 1"]
    ) { area in
      area.text("\(run.parameterCount.grouped) parameters", .title, .strong)
    }
    page.questions = calculationQuestions
    return page
  }
}
