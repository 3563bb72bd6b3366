import ArgumentParser
import Explainer
import MicroGPT

/// The numbers that the chapters show, for people who go on with them in another program.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print all numbers that the model computes for a name, as JSON.",
    discussion: """
      It trains up to --moment and prints one JSON object: the vectors, logits, probabilities \
      and losses of each position and the attention weights, for the parameters at that moment.

      `tokens` and `labels` hold the whole name, with BOS at both ends. `positions` and \
      `attention` are cut as in training: they hold the first --block-size positions of a longer \
      name, and `loss` is the mean over these.

      EXAMPLES
        microgpt-tui inspect | jq '.positions[0].probabilities'
        microgpt-tui inspect --name olivia --moment 100 --gradients >olivia.json
        microgpt-tui inspect --ablations --documents 1000 | jq .documents
      """)

  @OptionGroup var options: RunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The name to compute. (default: emma, or the first name of the training where the data "
        + "lacks a letter of emma)",
      valueName: "name"))
  var name: String?

  @OptionGroup var moment: MomentOption

  @Flag(help: "Add the derivatives of the loss with respect to all parameters.")
  var gradients = false

  @Flag(help: "Add the loss without each part of the model: each head, the attention, the MLP …")
  var ablations = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --ablations: add the same as means over the first names of the training.",
      valueName: "count"),
    transform: NumberArgument.whole)
  var documents: Int?

  @Flag(help: "Add what the embedding, each head and each MLP add to the right answer's logit.")
  var contributions = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Add how much of its attention each head gives to BOS, to the position itself and to the one "
        + "before: means over the first names of the training.", valueName: "count"),
    transform: NumberArgument.whole)
  var roles: Int?

  @Flag(help: "Add the cosines of the tokens' vectors, and their principal components.")
  var embeddings = false

  @Flag(
    help: "Add how surprised blind guessing, the counted letters, pairs and the model are by names."
  )
  var study = false

  func run() throws {
    let settings = try options.settings()
    try moment.check(steps: settings.steps)
    let moment = moment.moment ?? settings.steps
    guard name != "" else { throw Refusal("--name is empty; give a name such as emma") }
    guard documents == nil || ablations else {
      throw Refusal("--documents \(documents ?? 0) needs --ablations")
    }
    var run = try options.firstRun(settings: settings)
    try run.check("--documents", count: documents)
    try run.check("--roles", count: roles)
    let name = try name.map(run.tokenizer.knownName) ?? run.firstName
    while run.trained < moment, run.train() != nil {}
    if let step = run.divergedAt { throw Refusal.diverged(atStep: step + 1, settings) }

    let model = run.model(at: moment)
    let tokens = run.tokenizer.encode(name)
    let (trace, derivatives) =
      gradients ? model.differentiate(tokens: tokens) : (model.trace(tokens: tokens), [])
    var report = InspectReport(
      name: name, trace: trace, tokenizer: run.tokenizer, moment: moment, steps: settings.steps)
    if gradients { report.gradients = model.byName(derivatives) }
    let state = run.state(at: moment)
    if ablations {
      let parts = Ablation.all(heads: settings.size.heads)
      report.ablations = .init(
        uniqueKeysWithValues: parts.map { part in
          (part.name, model.trace(tokens: tokens, without: part).loss)
        })
      report.documents = documents.map { InspectReport.documents($0, of: run, in: state) }
    }
    if contributions { report.contributions = model.contributions(to: trace) }
    report.roles = roles.map { InspectReport.roles($0, of: run, in: state) }
    if embeddings { report.addEmbeddings(of: model) }
    if study { report.study = .init(of: run, in: state) }
    do {
      try Output.print(JSON.text(of: report, isPretty: false))
    } catch EncodingError.invalidValue {
      throw Refusal(
        "the numbers at --moment \(moment) are not finite any more; choose an earlier one, or "
          + settings.adviceAfterDiverging)
    }
  }
}
