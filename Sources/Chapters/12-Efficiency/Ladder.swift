import MicroGPT

/// A model on the ladder of sizes, with where its figures are from.
struct Rung: Equatable, Sendable {
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
  /// Where the figures stand, in so few words that they fit on the screen.
  let source: String
  /// What it has in common with the one below, and what is new.
  let story: String

  /// Floating-point operations of the whole training: 6 for each parameter and token, 2 forward and 4
  /// backward.
  ///
  /// Stella Biderman, Hailey Schoelkopf, Quentin Anthony et al.: "Transformer Math 101", EleutherAI 2023
  /// (blog.eleuther.ai/transformer-math), after Kaplan et al., arXiv 2001.08361.
  var compute: Double? { tokens.map { 6 * (active ?? parameters) * $0 } }

  /// The model of a run.
  ///
  /// - Parameter tokens: how many it was trained on.
  init(_ run: Run, tokens: Int) {
    let size = run.settings.size
    self.init(
      name: "this model", year: "now", parameters: Double(run.parameterCount), layers: size.layers,
      width: size.width, heads: size.heads, vocabulary: run.tokenizer.vocabularySize,
      context: size.blockSize.grouped, tokens: Double(tokens), source: "counted in this run",
      story: "The lowest rung is the model that you know: "
        + "\(run.parameterCount.grouped) parameters, \(tokens.grouped) tokens of training. From here on up "
        + "the loop is the same: tokens, embeddings, attention, MLP, softmax, loss, backward, Adam."
    )
  }

  init(
    name: String, year: String, parameters: Double, active: Double? = nil, layers: Int, width: Int,
    heads: Int, vocabulary: Int, context: String, tokens: Double? = nil, source: String,
    story: String
  ) {
    self.name = name
    self.year = year
    self.parameters = parameters
    self.active = active
    self.layers = layers
    self.width = width
    self.heads = heads
    self.vocabulary = vocabulary
    self.context = context
    self.tokens = tokens
    self.source = source
    self.story = story
  }
}

extension Rung {
  /// The rungs above the model of the run, from small to large. The references:
  ///
  /// - GPT-1: the code and the weights that OpenAI gave out, github.com/openai/finetune-transformer-lm:
  ///   `model/params_shapes.json` (the shapes' products add up to 116,534,784; the vocabulary is the
  ///   40,478 rows of its second one), `train.py` (defaults of `--n_ctx`, `--n_embd`, `--n_head`,
  ///   `--n_layer`, `--afn`). Alec Radford et al., "Improving Language Understanding by Generative
  ///   Pre-Training", 2018.
  /// - GPT-2: github.com/openai/gpt-2: `model_card.md` (124 million, 1.5 billion), `README.md` ("our
  ///   original parameter counts were wrong … small referred to as 117M"), `src/model.py` (layer norm,
  ///   GELU, biases; n_ctx 1024). Alec Radford et al., "Language Models are Unsupervised Multitask
  ///   Learners", 2019. The exact counts and the sizes: github.com/karpathy/llm.c: `README.md`
  ///   (124,439,808; vocabulary 50,257), `train_gpt2.py` (1558M: 48 layers, 25 heads, width 1600). OpenAI
  ///   has not said how many tokens; those of llm.c's training anew are in
  ///   `scripts/run_gpt2_124M.sh` and `scripts/run_gpt2_1558M.sh`.
  /// - GPT-3: Tom B. Brown et al., "Language Models are Few-Shot Learners", 2020, arXiv 2005.14165:
  ///   table 2.1 and section 2.1 (context 2048; model, architecture and tokenization of GPT-2).
  /// - Llama 3.1 405B: Meta, 2024, github.com/meta-llama/llama-models:
  ///   `models/llama3_1/MODEL_CARD.md` (405B, 128k, about 15 trillion tokens, 30.84 million GPU hours),
  ///   `models/sku_list.py` (126 layers, width 16384, 128 heads, vocabulary 128256),
  ///   `models/llama3/model.py` (RMSNorm, SiLU gate, rotary positions).
  /// - DeepSeek-V3: DeepSeek-AI, 2024, arXiv 2412.19437, github.com/deepseek-ai/DeepSeek-V3:
  ///   `README.md` (671B, 37B active, 14.8 trillion tokens, 2.664 million GPU hours),
  ///   `inference/configs/config_671B.json` (61 layers, width 7168, 128 heads, vocabulary 129280,
  ///   8 of 256 experts).
  static let famous: [Rung] = [
    Rung(
      name: "GPT-1", year: "2018", parameters: 116_534_784, layers: 12, width: 768, heads: 12,
      vocabulary: 40_478, context: "512",
      source: "OpenAI finetune-transformer-lm: params_shapes.json, train.py",
      story:
        "Twelve layers in place of one, and tokens that are pieces of words. New: biases, layer norm "
        + "and GELU, as smoother relatives of RMSNorm and ReLU. Its code says nothing about how many "
        + "tokens it learned from."),
    Rung(
      name: "GPT-2 small", year: "2019", parameters: 124_439_808, layers: 12, width: 768, heads: 12,
      vocabulary: 50_257, context: "1,024", tokens: 10e9,
      source: "OpenAI gpt-2: model_card.md; tokens: llm.c run_gpt2_124M.sh",
      story:
        "What microgpt.py follows. Its paper says 117 million, which OpenAI later called an error: "
        + "it is 124 million. How many tokens it saw is not public; Karpathy trained it anew with 10 "
        + "billion."),
    Rung(
      name: "GPT-2 XL", year: "2019", parameters: 1.558e9, layers: 48, width: 1600, heads: 25,
      vocabulary: 50_257, context: "1,024", tokens: 32e9,
      source: "llm.c train_gpt2.py; tokens: llm.c run_gpt2_1558M.sh",
      story:
        "The same code, four times the layers, twice the width; OpenAI calls it 1.5 billion. Karpathy's "
        + "training anew took eight GPUs one day: each takes a part of the texts, and the gradients "
        + "are averaged."),
    Rung(
      name: "GPT-3", year: "2020", parameters: 175e9, layers: 96, width: 12_288, heads: 96,
      vocabulary: 50_257, context: "2,048", tokens: 300e9,
      source: "GPT-3 paper 2020 (arXiv 2005.14165), table 2.1, section 2.1",
      story: "Its paper: “the same model and architecture as GPT-2”, but for attention that looks "
        + "at a band of positions in every other layer. Too large for one GPU: it is cut across "
        + "many, in depth and in width."),
    Rung(
      name: "Llama 3.1", year: "2024", parameters: 405e9, layers: 126, width: 16_384, heads: 128,
      vocabulary: 128_256, context: "128k", tokens: 15e12,
      source: "Meta llama-models: MODEL_CARD.md, sku_list.py",
      story: "RMSNorm again, as in microgpt.py, and no biases. New: positions as rotations, a gate "
        + "in the MLP (SwiGLU), keys and values shared among heads. Fine-tuning on "
        + "conversations comes after the training that you know."),
    Rung(
      name: "DeepSeek-V3", year: "2024", parameters: 671e9, active: 37e9, layers: 61, width: 7168,
      heads: 128, vocabulary: 129_280, context: "128k", tokens: 14.8e12,
      source: "DeepSeek-V3 README and config_671B.json (arXiv 2412.19437)",
      story:
        "Most of its MLPs are 256 experts, and a token goes through 8 of them: 37 of 671 billion parameters "
        + "work on it, where possible with numbers of 8 bits. Still: tokens in, loss, backward, a small step."
    ),
  ]
}

extension Double {
  /// `4,192`, `124 M`, `1.6 B`, `15 T`: thousands, then millions, billions and trillions.
  var large: String {
    guard isFinite, self >= 999_950 else { return isFinite ? Int(rounded()).grouped : fixed(0) }
    var (value, unit) = (self / 1e6, 0)
    let units = ["M", "B", "T"]
    while value >= 999.5 && unit < 2 { (value, unit) = (value / 1000, unit + 1) }
    return value.fixed(value < 99.95 && value != value.rounded() ? 1 : 0) + " " + units[unit]
  }

  /// `4,192`, `160 million`, `1.6 billion`.
  var inWords: String {
    large.replacing(" M", with: " million").replacing(" B", with: " billion")
      .replacing(" T", with: " trillion")
  }

  /// `3.2`, `36`, `29,685`, `160 million`: how many times.
  var ratio: String {
    guard self < 1e15 else { return scientific }
    return self < 9.95 ? fixed(1) : inWords
  }

  /// A time in seconds in words: `7.0 ms`, `94 minutes`, `9.3 years`.
  var duration: String {
    let units: [(name: String, size: Double, below: Double)] = [
      ("µs", 1e-6, 1e-3), ("ms", 1e-3, 1), ("seconds", 1, 120), ("minutes", 60, 7200),
      ("hours", 3600, 172_800), ("days", 86_400, 63_115_200),
    ]
    let unit = units.first { self < $0.below }
    let (name, size) = (unit?.name ?? "years", unit?.size ?? 31_557_600)
    let value = self / size
    guard value >= 999.5 else { return value.fixed(value < 9.95 ? 1 : 0) + " " + name }
    // Of thousands of years no more than two digits are worth saying.
    var power = 1.0
    while value / power >= 100 { power *= 10 }
    return ((value / power).rounded() * power).inWords + " " + name
  }
}
