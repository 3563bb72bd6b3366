import MicroGPT
import Stage

/// What is said of a draw when the needle has come to rest.
struct DrawWords {
  let view: DrawView

  private var scene: Scene { view.scene }

  var caption: String { view.isLast ? ending : step }

  /// The drawn token with its probability.
  private var hit: String {
    let now = view.now
    return "“\(scene.label(now.token))” (\(now.probabilities[now.token].percent()))"
  }

  /// The first tokens of the first name tell how it goes; the later ones what happens.
  private var step: String {
    switch (view.name, view.draw) {
    case (0, 0):
      "A random number between 0 and 1, the needle, falls on the bar, and the token that it hits is "
        + "taken: \(hit). A longer part is hit more often, but any can be."
    case (0, 1):
      "That token goes in next, and the model answers again. So as not to compute earlier tokens "
        + "anew, it keeps \(view.cached) numbers of each, the key/value cache. The needle hits \(hit)."
    case (0, 2):
      "How open was this choice? Like one among \(view.openness.fixed(1)) tokens that are equally "
        + "likely. The natural logarithm of that, \(view.entropy.fixed(2)), is called entropy. The "
        + "needle hits \(hit)."
    case (1, 0):
      "After [\(context)] the needle falls on \(view.now.choice.needle.fixed(4)) and hits \(hit). Two "
        + "more names are made like the first; End skips them."
    default:
      "After [\(context)] the needle falls on \(view.now.choice.needle.fixed(4)) and hits \(hit)."
    }
  }

  /// The tokens that went in, of many the last ones.
  private var context: String {
    let labels = view.made.draws[...view.draw].map { scene.label($0.input) }
    return ((labels.count > 10 ? ["…"] : []) + labels.suffix(10)).joined(separator: ", ")
  }

  private var ending: String {
    let name = view.made
    let how =
      name.ended
      ? "The needle hits \(hit): the name is over. "
      : "The needle hits \(hit), and there is no room for more: the model has "
        + "\(name.draws.count) positions. "
    return how + verdict
  }

  private var verdict: String {
    let quoted = "“\(view.made.text.shortened)”"
    return switch scene.novelty(of: view.made.text) {
    case nil: ""
    case .letterless: "It has no letter at all."
    case .new:
      "\(quoted) is new: \(scene.notInTheData)."
    case .unseen:
      "\(quoted) is in the data, but training has not shown it to the model so far: it came upon it "
        + "by itself."
    case .seen(let step):
      "\(quoted) is in the data; training showed it to the model in step \(step.grouped)."
    }
  }
}
