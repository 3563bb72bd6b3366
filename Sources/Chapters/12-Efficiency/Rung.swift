import MicroGPT

/// A model on the ladder of sizes, with where its figures are from.
struct Rung: Equatable, Sendable {
  /// The name of its beat.
  let id: String
  let name: String
  let year: String
  let parameters: Double
  /// The parameters that one token goes through, where that is not all of them.
  var active: Double?
  let layers: Int
  let width: Int
  let heads: Int
  let vocabulary: Int
  /// As its source writes it.
  let context: String
  /// How many tokens it was trained on; nil where its makers have not said so.
  var tokens: Double?
  /// Who trained it anew, where the tokens are those of that training.
  var trainedAnew: String?
  /// Where the figures stand, in so few words that they fit on the screen.
  let source: String
  /// What it has in common with the one below, and what is new.
  let story: String

  /// Floating-point operations of the whole training: 6 for each parameter and token, 2 forward and 4
  /// backward. The parameters are all that there are, embeddings included, or those that one token goes
  /// through.
  ///
  /// Stella Biderman, Hailey Schoelkopf, Quentin Anthony et al.: "Transformer Math 101", EleutherAI 2023
  /// (blog.eleuther.ai/transformer-math), after Kaplan et al., arXiv 2001.08361, who leave embeddings
  /// out.
  var operations: Double? { tokens.map { 6 * (active ?? parameters) * $0 } }

  /// Which parameters those are.
  var countedWords: String {
    active.map { "the \($0.large) that a token meets" }
      ?? "all \(parameters.large) parameters"
  }

  /// The model of the present run at the moment.
  ///
  /// - Parameter tokens: how many it was trained on by then; nil where they are not counted yet.
  static func own(_ scene: Scene, tokens: Int?) -> Rung {
    let parameters = scene.run.parameterCount
    let seen = tokens.map { ", \($0.grouped) tokens of training by now" } ?? ""
    return Rung(
      id: "own", name: "this model", year: "now", parameters: Double(parameters),
      layers: scene.size.layers, width: scene.size.width, heads: scene.size.heads,
      vocabulary: scene.tokenizer.vocabularySize, context: scene.size.blockSize.grouped,
      tokens: tokens.map(Double.init), source: "counted in this run",
      story:
        "The lowest rung is the model that you know: \(parameters.grouped) parameters\(seen). From "
        + "here on up the loop is the same: tokens, embeddings, attention, MLP, softmax, loss, backward, "
        + "Adam.")
  }

  /// The rungs above the model of the run, from small to large. The references:
  ///
  /// - GPT-1: the code and the weights that OpenAI gave out, github.com/openai/finetune-transformer-lm:
  ///   `model/params_shapes.json` (the shapes' products add up to 116,534,784; the vocabulary is the
  ///   40,478 rows of its second one), `train.py` (defaults of `--n_ctx`, `--n_embd`, `--n_head`,
  ///   `--n_layer`, `--afn`; `_norm` takes the mean away). Alec Radford et al., "Improving Language
  ///   Understanding by Generative Pre-Training", 2018.
  /// - GPT-2: github.com/openai/gpt-2: `model_card.md` (124 million, 1.5 billion), `README.md` ("our
  ///   original parameter counts were wrong … small referred to as 117M"), `src/model.py` (layer norm,
  ///   GELU, biases; n_ctx 1024). Alec Radford et al., "Language Models are Unsupervised Multitask
  ///   Learners", 2019. The exact counts and the sizes: github.com/karpathy/llm.c: `README.md`
  ///   (124,439,808; vocabulary 50,257), `train_gpt2.py` (1558M: 48 layers, 25 heads, width 1600). OpenAI
  ///   has not said how many tokens; those of llm.c's training anew, which counts 6 · N · D itself, are
  ///   in `scripts/run_gpt2_124M.sh` and `scripts/run_gpt2_1558M.sh` (8 H100, 24 hours).
  /// - GPT-3: Tom B. Brown et al., "Language Models are Few-Shot Learners", 2020, arXiv 2005.14165:
  ///   table 2.1 and section 2.1 (context 2048; model, architecture and tokenization of GPT-2).
  /// - Llama 3.1 405B: Meta, 2024, github.com/meta-llama/llama-models:
  ///   `models/llama3_1/MODEL_CARD.md` (405B, 128k, about 15 trillion tokens, 30.84 million GPU hours),
  ///   `models/sku_list.py` (126 layers, width 16384, 128 heads, vocabulary 128256),
  ///   `models/llama3/model.py` (RMSNorm, SiLU gate, rotary positions).
  /// - DeepSeek-V3: DeepSeek-AI, 2024, arXiv 2412.19437, github.com/deepseek-ai/DeepSeek-V3:
  ///   `README.md` (671B, 37B active, 14.8 trillion tokens, 2.664 million GPU hours),
  ///   `inference/configs/config_671B.json` (61 layers, of which 3 have no experts; width 7168, 128 heads,
  ///   vocabulary 129280; `n_routed_experts` 256, `n_activated_experts` 8, `n_shared_experts` 1).
  static let famous: [Rung] = [
    Rung(
      id: "gpt-1", name: "GPT-1", year: "2018", parameters: 116_534_784, layers: 12, width: 768,
      heads: 12, vocabulary: 40_478, context: "512",
      source: "OpenAI finetune-transformer-lm: params_shapes.json, train.py",
      story:
        "Tokens are pieces of words now. Small parts differ from microgpt.py: its norm takes the mean away "
        + "as well (layer norm), ReLU has a smoother relative (GELU), biases are added. How many tokens "
        + "it saw, its code does not say."),
    Rung(
      id: "gpt-2-small", name: "GPT-2 small", year: "2019", parameters: 124_439_808, layers: 12,
      width: 768, heads: 12, vocabulary: 50_257, context: "1,024", tokens: 10e9,
      trainedAnew: "llm.c", source: "OpenAI gpt-2: model_card.md; tokens: llm.c run_gpt2_124M.sh",
      story:
        "This is the model that microgpt.py follows. GPT-2’s paper says 117 million, which OpenAI later called an error: "
        + "it is 124 million. How many tokens it saw is not public; Karpathy trained it anew (llm.c, "
        + "2024) with 10 billion."),
    Rung(
      id: "gpt-2-xl", name: "GPT-2 XL", year: "2019", parameters: 1.558e9, layers: 48, width: 1600,
      heads: 25, vocabulary: 50_257, context: "1,024", tokens: 32e9, trainedAnew: "llm.c",
      source: "llm.c train_gpt2.py; tokens: llm.c run_gpt2_1558M.sh",
      story:
        "GPT-2 small’s code, four times the layers, twice the width. Karpathy trained it anew in one day "
        + "on eight GPUs, processors that multiply thousands of numbers at once: each takes some of the "
        + "texts, the gradients are averaged."),
    Rung(
      id: "gpt-3", name: "GPT-3", year: "2020", parameters: 175e9, layers: 96, width: 12_288,
      heads: 96, vocabulary: 50_257, context: "2,048", tokens: 300e9,
      source: "GPT-3 paper 2020 (arXiv 2005.14165), table 2.1, section 2.1",
      story: "Its paper: “the same model and architecture as GPT-2”, but for attention that looks "
        + "at a band of positions in every other layer. Too large for one GPU: it is cut across "
        + "many, in depth and in width."),
    Rung(
      id: "llama-3-1", name: "Llama 3.1", year: "2024", parameters: 405e9, layers: 126,
      width: 16_384, heads: 128, vocabulary: 128_256, context: "128k", tokens: 15e12,
      source: "Meta llama-models: MODEL_CARD.md, sku_list.py",
      story:
        "Parts are built differently, the loop is not: the norm is microgpt.py’s (RMSNorm), positions are "
        + "rotations, heads share keys and values. After this training comes one on conversations "
        + "(fine-tuning): so it learns to answer."),
    Rung(
      id: "deepseek-v3", name: "DeepSeek-V3", year: "2024", parameters: 671e9, active: 37e9,
      layers: 61, width: 7168, heads: 128, vocabulary: 129_280, context: "128k", tokens: 14.8e12,
      source: "DeepSeek-V3 README and config_671B.json (arXiv 2412.19437)",
      story:
        "Most MLPs are 257 small ones, its experts: a token goes through one that all share and 8 others, "
        + "37 of 671 billion parameters, where possible with numbers of 8 bits. Still: tokens in, loss, "
        + "backward, a small step."),
  ]
}

/// How many tokens the steps of a run predict, added up.
struct TokensSeen: Question {
  let run: RunKey
  init(_ run: Run) { self.run = RunKey(run) }

  func begin(in scene: Scene) -> Counting { Counting(scene.run) }

  struct Answer {
    /// After each step, until the documents begin anew; at first 0. [moment]
    fileprivate var sums = [0]

    /// How many tokens the model has been trained on after this many steps.
    func before(_ moment: Int) -> Int {
      let (round, last) = (sums.count - 1, sums[sums.count - 1])
      return round > 0 ? moment / round * last + sums[moment % round] : 0
    }
  }

  struct Counting: Job {
    private let run: Run
    private let count: Int
    private var answer = Answer()

    init(_ run: Run) {
      self.run = run
      count = min(run.documentCount, run.settings.steps)
    }

    var progress: Double { Double(answer.sums.count - 1) / Double(max(1, count)) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      while answer.sums.count <= count {
        let step = answer.sums.count - 1
        let block = run.settings.size.blockSize
        let tokens = run.tokenizer.encode(run.document(ofStep: step), blockSize: block)
        answer.sums.append(
          answer.sums[step] + Tokenizer.trainedLength(tokens: tokens, blockSize: block))
        if step % 512 == 511 && isTimeUp() { break }
      }
      return answer.sums.count > count ? answer : nil
    }
  }
}
