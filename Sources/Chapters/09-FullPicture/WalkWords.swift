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
        + "their numbers is a sum of \(width) products. On the right are those of the number under "
        + "the cursor, the largest first; - + move it."
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
    let layers = scene.size.layers
    let which = layers == 1 ? "a layer" : "the first of \(layers.grouped) layers"
    let change = largestChange(.input, .attentionInput)
    let second =
      way.layer > 0
      ? "Each layer, attention and then the MLP, norms x before it reads it."
      : "Now \(which) begins, attention and then the MLP: it norms x again"
        + (layers == 1 && change < 0.005 ? ", with next to no change." : ".")
    return "The norm divides all numbers by the same one: the mean of their squares becomes 1. "
      + "That is x; the line on the left follows it. \(second)"
  }

  private func largestChange(_ one: Site.Stage, _ other: Site.Stage) -> Double {
    zip(way[one]?.values ?? [], way[other]?.values ?? []).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private var heads: String {
    let size = scene.size
    let part = size.headWidth.grouped
    let seen =
      switch way.position {
      case 0: "position 0"
      case 1: "positions 0 and 1"
      default: "positions 0 to \(way.position)"
      }
    let who =
      size.heads == 1
      ? "The head multiplies its query"
      : "Of the \(width) numbers of the query each head has \(part). It multiplies them"
    return "\(who) with the keys of \(seen). These scores, divided by √\(part), go through "
      + "softmax: the weights, adding up to 1. With them it mixes the values to "
      + "\(part) numbers."
  }

  private var residual: String {
    let part = way[.attentionOutput]?.values.length ?? 0
    return "That part does not take x’s place, it is added: a residual connection. What was "
      + "there stays (the line on the left), and attention only has to find what to add: here "
      + "a vector of length \(part.shown(2)), to an x of length \(incoming.length.shown(2))."
  }

  /// The stream that comes into the layer.
  private var incoming: [Double] {
    let made = scene.trace.positions[way.position].activations
    return way.layer == 0 ? made.input : made.layers[way.layer - 1].output
  }

  private var up: String {
    let count = (4 * scene.size.width).grouped
    return "Now the position works alone on what it has, in the MLP (multi-layer perceptron). x "
      + "is normed, and mlp_fc1, a table of \(count) rows, makes \(count) numbers of the "
      + "\(width): each row answers to another mixture of them."
  }

  private var relu: String {
    guard let row = way[.relu] else { return "" }
    let left = row.values.count { $0 > 0 }
    let table = "Without ReLU, mlp_fc1 and mlp_fc2 together could do no more than one table."
    guard left > 0 else {
      return "ReLU keeps what is above 0 and makes the rest 0: here all "
        + "\(row.values.count.grouped), so the MLP adds nothing at this position. \(table)"
    }
    return "ReLU keeps what is above 0, here \(left.grouped) of \(row.values.count.grouped), and "
      + "makes the rest 0. Which ones stay depends on the letter and on what came before it. "
      + table
  }

  private var down: String {
    let count = (4 * scene.size.width).grouped
    let left = way[.relu]?.values.count { $0 > 0 } ?? 0
    let columns =
      switch left {
      case 0: "none of its \(count) columns counts"
      case 1: "only 1 of its \(count) columns counts"
      default: "only \(left.grouped) of its \(count) columns count"
      }
    return "A second table, mlp_fc2, makes \(width) numbers of the \(count). Where ReLU left a "
      + "0, a whole column of the table is multiplied by 0: \(columns) at this position. The "
      + "result is the MLP’s part."
  }

  private var added: String {
    let rest =
      isDeep
      ? way.layer + 1 < scene.size.layers
        ? "The next layer does all this again, with tables of its own."
        : "This was the last of \(scene.size.layers.grouped) layers; each has added its two parts."
      : "So x is now a sum of three: what came in, what attention found, and what the MLP made "
        + "of it."
    return "It is added to x as well: the second residual connection. \(rest) Nothing was "
      + "overwritten."
  }

  private var logits: String {
    let size = scene.tokenizer.vocabularySize
    let best = way[.logit].flatMap { row in row.values.largest(1).first.map { ($0, row.values[$0]) }
    }
    let words =
      best.map {
        " The highest is that of “\(scene.label($0.0))”, \($0.1.shown(3))."
      } ?? ""
    return "The last table, lm_head, has a row for each of the \(size.grouped) tokens: row "
      + "times x is the token’s score, its logit.\(words) (lm_head is short for “language model "
      + "head”: the model’s output, no head of attention.)"
  }

  private var guess: String {
    guard let row = way[.probability], let best = row.values.largest(1).first else { return "" }
    let right = way.target
    let end =
      best == right
      ? "“\(scene.label(best))” gets most, \(row.values[best].percent()), and is right."
      : "“\(scene.label(best))” gets most, \(row.values[best].percent()); "
        + "“\(scene.label(right))”, which comes, gets \(row.values[right].percent())."
    return "Softmax (chapter 4): the largest logit is taken off each, then exp, then the share of "
      + "the sum. \(end) x shows another letter of the name, [ ] and t another moment."
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
        "The length of a vector is the root of the sum of its squares.", "  |x| = √(x₀² + x₁² + …)",
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
      [
        "Softmax turns the logits z into probabilities; the largest is taken off first, so that no "
          + "exp is too large.", "  pᵢ = exp(zᵢ - max z) / Σⱼ exp(zⱼ - max z)",
      ]
    }
  }
}
