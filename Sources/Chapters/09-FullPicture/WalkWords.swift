import MicroGPT
import Stage

/// What is said at each step of the walk, of the numbers that are there.
struct WalkWords {
  let way: Way

  private var scene: Scene { way.scene }
  private var width: String { scene.size.width.grouped }
  private var isDeep: Bool { scene.size.layers > 1 }
  private var token: String { scene.label(way.token) }

  func caption(_ step: WalkStep) -> String {
    switch step.id {
    case "embed": embed
    case "norm": norm
    case "query":
      "As in chapter 8: three tables make a query, a key and a value of the normed x. Each of "
        + "their numbers is a sum of \(width) products; on the right is the one under the "
        + "cursor, - + move it."
    case "heads": heads
    case "mix":
      "So far no head knows what the others found. Another table, attn_wo, mixes them: each of "
        + "these \(width) numbers is made from all heads. It is attention’s part, ready to be "
        + "added."
    case "residual": residual
    case "up": up
    case "relu": relu
    case "down": down
    case "added": added
    case "logits": logits
    default: guess
    }
  }

  private var embed: String {
    let row = "row \(way.token) of the token table"
    return "It begins as in chapter 7: “\(token)” is token \(way.token), so \(row) is looked up, "
      + "and row \(way.position) of the position table is added. The \(width) sums now stand for "
      + "this letter at this place."
  }

  private var norm: String {
    let change = largestChange(.input, .attentionInput)
    let second =
      way.layer > 0
      ? "Each layer norms x again before attention reads it."
      : change < 0.005
        ? "The layer norms it once more, which changes nothing one can see."
        : "The layer norms it once more before attention reads it."
    return "The norm brings the numbers to one size: the mean of their squares becomes 1. What "
      + "comes out is x, the stream; the line on the left follows it. \(second)"
  }

  private func largestChange(_ one: Site.Stage, _ other: Site.Stage) -> Double {
    zip(way[one]?.values ?? [], way[other]?.values ?? []).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private var heads: String {
    let size = scene.size
    let seen = way.position == 0 ? "position 0, all there is" : "positions 0 to \(way.position)"
    let who =
      size.heads == 1
      ? "The head compares its query"
      : "Each of the \(size.heads) heads compares its part of the query"
    return "\(who) with the keys of \(seen): the weights, which add up to 1 in a head. With them "
      + "it mixes the values. "
      + "\(size.heads == 1 ? "The result is" : "Side by side the results are") \(width) numbers "
      + "again."
  }

  private var residual: String {
    let part = way[.attentionOutput]?.values.rootMeanSquare ?? 0
    let before = incoming.rootMeanSquare
    return "That part does not take x’s place, it is added: a residual connection. What was "
      + "there stays (the line on the left), and attention only has to find what to add: here "
      + "\(part.shown(2)) in size, to an x of \(before.shown(2))."
  }

  /// The stream that comes into the layer.
  private var incoming: [Double] {
    let made = scene.trace.positions[way.position].activations
    return way.layer == 0 ? made.input : made.layers[way.layer - 1].output
  }

  private var up: String {
    let count = (4 * scene.size.width).grouped
    return "Now the position works on what it has, without looking at others: the MLP. x is "
      + "normed, and a table of \(count) rows, mlp_fc1, makes \(count) numbers of it, four times "
      + "as many: each row answers to another mixture of the \(width)."
  }

  private var relu: String {
    guard let row = way[.relu] else { return "" }
    let left = row.values.count { $0 > 0 }
    return "ReLU keeps what is above 0, here \(left.grouped) of \(row.values.count.grouped), and "
      + "makes the rest 0. Without this bend two tables in a row could do no more than one. With "
      + "it, other numbers are awake for each letter and beginning."
  }

  private var down: String {
    let count = (4 * scene.size.width).grouped
    return "A second table, mlp_fc2, makes \(width) numbers of the \(count). Where ReLU left a 0 "
      + "nothing is added, so each position uses its own part of this table. The result is the "
      + "MLP’s part."
  }

  private var added: String {
    let rest =
      isDeep
      ? way.layer + 1 < scene.size.layers
        ? "The next layer does all this again, with tables of its own."
        : "This was the last of \(scene.size.layers.grouped) layers; each has added its two parts."
      : "So x is now a sum of three: what came in, what attention found, and what the MLP made "
        + "of it."
    return "It is added to the stream as well: the second residual connection. \(rest) All of it "
      + "is still in these \(width) numbers."
  }

  private var logits: String {
    let size = scene.tokenizer.vocabularySize
    let best = way[.logit].flatMap { row in row.values.largest(1).first.map { ($0, row.values[$0]) }
    }
    let words =
      best.map {
        " The highest is that of “\(scene.label($0.0))”, \($0.1.shown(3))."
      } ?? ""
    return "The last table, lm_head, has a row for each of the \(size.grouped) tokens. Row times "
      + "x is the score of its token, the logit: high where x points the same way as the "
      + "row.\(words)"
  }

  private var guess: String {
    guard let row = way[.probability], let best = row.values.largest(1).first else { return "" }
    let right = way.target
    let end =
      best == right
      ? "“\(scene.label(best))” gets most, \(row.values[best].percent()), and is right."
      : "“\(scene.label(best))” gets most, \(row.values[best].percent()); "
        + "“\(scene.label(right))”, which comes, gets \(row.values[right].percent())."
    return "Softmax (chapter 4) makes probabilities of the logits, and the way is done. \(end) x "
      + "shows another letter of the name, [ ] and t another moment of the training."
  }

  /// The values of the marked line.
  func note(_ step: WalkStep, _ index: Int) -> String? {
    guard let stage = step.stages.last, let row = way[stage], row.values.indices.contains(index)
    else { return nil }
    return "\(scene.symbol(row.site(index))) = \(row.values[index].shown(6))"
  }

  func mathematics(_ step: WalkStep) -> [String] {
    switch step.id {
    case "embed":
      [
        "The vector of token t at position p is the sum of two rows, number by number.",
        "  eᵢ = wte[t][i] + wpe[p][i]",
      ]
    case "norm":
      [
        "RMSNorm divides by the root of the mean square; 0.00001 guards against a division by 0.",
        "  norm(x)ᵢ = xᵢ / √(mean of all xⱼ² + 0.00001)",
      ]
    case "query":
      [
        "A table W times a vector x gives one number for each row of W: a sum of products.",
        "  (W · x)ᵣ = W[r][0] · x₀ + W[r][1] · x₁ + …",
        "  q = attn_wq · x, k = attn_wk · x, v = attn_wv · x",
      ]
    case "heads":
      [
        "The weight of position j in a head with n numbers, and what comes of the weights a:",
        "  aⱼ = softmax over j of (q · kⱼ / √n)",
        "  head = Σⱼ aⱼ · vⱼ",
      ]
    case "mix":
      [
        "attn_wo times all heads’ results side by side.",
        "  attention(x) = attn_wo · (head₀, head₁, …)",
      ]
    case "residual", "added":
      [
        "A residual connection adds what a part f makes of x to x.", "  y = x + f(norm(x))",
        "Its gradient has a way that nothing weakens, straight back: the 1.",
        "  ∂y/∂x = 1 + ∂f/∂x",
      ]
    case "up": ["mlp_fc1 has four times as many rows as x has numbers.", "  h = mlp_fc1 · norm(x)"]
    case "relu":
      [
        "ReLU bends at 0: below, the slope is 0, above, 1.", "  relu(h) = max(0, h)",
        "Without it, two tables are one: for any A and B there is a C with",
        "  B · (A · x) = C · x",
      ]
    case "down":
      ["mlp_fc2 goes back to the width.", "  MLP(x) = mlp_fc2 · relu(mlp_fc1 · norm(x))"]
    case "logits":
      ["The logit of token i is row i of lm_head times x.", "  zᵢ = Σⱼ lm_head[i][j] · xⱼ"]
    default:
      ["Softmax turns the logits z into probabilities.", "  pᵢ = exp(zᵢ) / Σⱼ exp(zⱼ)"]
    }
  }
}
