import Foundation
import MicroGPT
import Testing

@testable import microgpt_tui

@Suite struct InspectTests {
  /// What was printed, read back.
  private struct Report: Decodable {
    let name: String
    let moment, steps: Int
    let labels: [String]
    let tokens: [Int]
    let loss: Double
    let positions: [Position]
    let attention: [[[[Double]]]]
    let gradients: [String: [[Double]]]?
    let ablations: [String: Double]?
    let study: Study?

    struct Study: Decodable {
      let documents, distinct: Int
      let guessing: Double
      let trained: Means
      let unseen: Means?

      struct Means: Decodable {
        let letters, pairs, model: Double
      }
    }

    struct Position: Decodable {
      let token, target: Int
      let loss: Double
      let logits, probabilities, tokEmb, posEmb, x: [Double]
      let layers: [Layer]
    }

    struct Layer: Decodable {
      let q, k, v, xAttn, attentionOutput, hidden, relu, mlpOutput: [Double]
    }
  }

  /// A run of two layers and two heads with a short block.
  private static let options =
    "--steps 20 --n-layer 2 --n-embd 6 --n-head 2 --block-size 4 --engine exact"

  private static func inspect(_ arguments: String, in folder: Folder? = nil) throws -> String {
    let made = try Command("inspect \(arguments)", in: folder ?? Folder())
    #expect(made.exitCode == 0 && made.error == "")
    return made.output
  }

  private static func report(_ arguments: String, in folder: Folder? = nil) throws -> Report {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(inspect(arguments, in: folder).utf8))
  }

  /// The same run, trained here.
  private static func run() throws -> Run {
    let size = try ModelSize(layers: 2, width: 6, blockSize: 4, heads: 2)
    return try Run(
      corpus: Corpus(DataFile.embedded()), settings: RunSettings(size: size, steps: 20),
      engine: .exact)
  }

  @Test func study() throws {
    let folder = try Folder()
    try folder.write("few", Array("ada\nada\nbo\neve\nabe\ndea".utf8))
    let options = "--data few --steps 4 --engine exact --study --name ada --moment"
    let report = try InspectTests.report("\(options) 0", in: folder)
    let study = try #require(report.study)
    #expect(study.documents == 6 && study.distinct == 5)
    #expect(abs(study.guessing - 1.945910149055313) < 1e-15)  // ln 7: six letters and BOS
    #expect(study.unseen != nil)
    let later = try #require(InspectTests.report("\(options) 4", in: folder).study)
    #expect(later.trained.letters == study.trained.letters)
    #expect(later.trained.model < study.trained.model)
    // A run that sees all of them leaves none.
    let whole = try InspectTests.report("--data few --steps 6 --study", in: folder)
    #expect(whole.study?.unseen == nil)
    #expect(try InspectTests.report("--steps 1").study == nil)
  }

  @Test func keys() throws {
    func keys(_ value: Any?) -> [String]? { (value as? [String: Any])?.keys.sorted() }
    let text = try InspectTests.inspect(InspectTests.options + " --gradients --ablations")
    #expect(text.hasPrefix("{\"ablations\":{\"attention\":") && text.hasSuffix("]}\n"))
    #expect(text.filter(\.isNewline).count == 1)
    let all = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(
      keys(all) == [
        "ablations", "attention", "gradients", "labels", "loss", "moment", "name", "positions",
        "steps",
        "tokens",
      ])
    let position = (all?["positions"] as? [[String: Any]])?.first
    #expect(
      keys(position) == [
        "layers", "logits", "loss", "pos_emb", "probabilities", "target", "tok_emb", "token", "x",
      ])
    let layer = (position?["layers"] as? [[String: Any]])?.last
    #expect(
      keys(layer) == [
        "attention_output", "hidden", "k", "mlp_output", "q", "relu", "v", "x_attn",
      ])
    // In the text they are in order as well.
    let places = ["\"attention\":", "\"gradients\":", "\"labels\":", "\"loss\":", "\"moment\":"]
      .compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 5 && places == places.sorted())
  }

  /// Every number is the model's own, to the last digit.
  @Test(arguments: [0, 1, 17, 20]) func numbersOfTheModel(moment: Int) throws {
    let report = try InspectTests.report(
      "\(InspectTests.options) --name eve --moment \(moment) --gradients")
    var run = try InspectTests.run()
    while run.train() != nil {}
    let (trace, gradients) = run.model(at: moment).differentiate(
      tokens: run.tokenizer.encode("eve"))
    #expect((report.name, report.moment, report.steps) == ("eve", moment, 20))
    #expect(report.labels == ["BOS", "e", "v", "e", "BOS"])
    #expect(report.tokens == trace.tokens && report.loss == trace.loss)
    #expect(report.positions.count == 4)
    for (index, (got, wanted)) in zip(report.positions, trace.positions).enumerated() {
      let made = wanted.activations
      #expect((got.token, got.target) == (trace.tokens[index], trace.tokens[index + 1]))
      #expect(got.loss == wanted.loss && got.probabilities == wanted.probabilities)
      #expect(got.logits == made.logits && got.x == made.input)
      #expect(got.tokEmb == made.tokenEmbedding && got.posEmb == made.positionEmbedding)
      #expect(got.layers.map(\.q) == made.layers.map { $0.heads.flatMap(\.query) })
      #expect(got.layers.map(\.k) == made.layers.map { $0.heads.flatMap(\.key) })
      #expect(got.layers.map(\.v) == made.layers.map { $0.heads.flatMap(\.value) })
      #expect(got.layers.map(\.xAttn) == made.layers.map { $0.heads.flatMap(\.output) })
      #expect(got.layers.map(\.attentionOutput) == made.layers.map(\.attentionOutput))
      #expect(got.layers.map(\.hidden) == made.layers.map(\.hidden))
      #expect(got.layers.map(\.relu) == made.layers.map(\.relu))
      #expect(got.layers.map(\.mlpOutput) == made.layers.map(\.mlpOutput))
      for layer in 0..<2 {
        for head in 0..<2 {
          #expect(report.attention[layer][head][index] == made.layers[layer].heads[head].weights)
        }
      }
    }
    let matrices = run.model(at: moment).matrices
    let named = try #require(report.gradients)
    #expect(Set(named.keys) == Set(matrices.map(\.name)))
    #expect(matrices.flatMap { (named[$0.name] ?? []).flatMap { $0 } } == gradients)
    for matrix in matrices {
      #expect(
        named[matrix.name]?.map(\.count) == Array(repeating: matrix.columns, count: matrix.rows))
    }
  }

  /// The loss without a part is the model's own, and no two parts are the same.
  @Test func ablations() throws {
    let report = try InspectTests.report("\(InspectTests.options) --name ada --ablations")
    var run = try InspectTests.run()
    while run.train() != nil {}
    let model = run.model(at: 20)
    let tokens = run.tokenizer.encode("ada")
    let parts: [String: Ablation] = [
      "attention": .attention, "head0": .head(0), "head1": .head(1), "mlp": .mlp,
      "residual1": .residual1, "residual2": .residual2, "positions": .positions,
    ]
    let losses = try #require(report.ablations)
    #expect(losses == parts.mapValues { model.trace(tokens: tokens, without: $0).loss })
    #expect(Set(losses.values).union([report.loss]).count == 8)
  }

  /// Shapes, and what the numbers mean to each other.
  @Test func aNameLongerThanTheBlock() throws {
    let report = try InspectTests.report("\(InspectTests.options) --name Charlotte")
    #expect(
      report.name == "charlotte" && report.moment == 20 && report.gradients == nil
        && report.ablations == nil)
    #expect(report.labels == ["BOS"] + "charlotte".map(String.init) + ["BOS"])
    #expect(report.tokens.count == 11)
    #expect(report.positions.map(\.token) == Array(report.tokens[0..<4]))
    #expect(report.positions.map(\.target) == Array(report.tokens[1..<5]))
    #expect(report.attention.map(\.count) == [2, 2])
    for head in report.attention.joined() {
      #expect(head.map(\.count) == [1, 2, 3, 4])
      for weights in head { #expect(abs(weights.reduce(0, +) - 1) < 1e-12) }
    }
    let mean = report.positions.map(\.loss).reduce(0, +) / 4
    #expect(abs(report.loss - mean) < 1e-12)
    for (query, position) in report.positions.enumerated() {
      #expect(abs(position.probabilities.reduce(0, +) - 1) < 1e-12)
      #expect(abs(position.loss + log(position.probabilities[position.target])) < 1e-12)
      #expect(position.layers.count == 2)
      for (index, layer) in position.layers.enumerated() {
        #expect(layer.relu == layer.hidden.map { max(0, $0) })
        for column in 0..<6 {
          // A head has three columns.
          let weights = report.attention[index][column / 3][query]
          let values = report.positions.map { $0.layers[index].v[column] }
          let sum = zip(weights, values).map { $0 * $1 }.reduce(0, +)
          #expect(abs(layer.xAttn[column] - sum) < 1e-12)
        }
      }
    }
  }

  /// Without `--name` it is emma, or the name of the first step where the data has not its letters.
  @Test func whichName() throws {
    let folder = try Folder()
    try folder.write("names.txt", Array("Zoë\n".utf8))
    try folder.write("tabs.txt", Array("a\tb\n".utf8))
    #expect(try InspectTests.report("--steps 1", in: folder).name == "emma")
    let other = try InspectTests.report("--steps 1 --data names.txt", in: folder)
    #expect(other.name == "Zoë" && other.labels == ["BOS", "Z", "o", "ë", "BOS"])
    let tabs = try InspectTests.report("--steps 1 --data tabs.txt --name 'a\tA'", in: folder)
    #expect(tabs.labels == ["BOS", "a", "\t", "a", "BOS"])
  }

  @Test(arguments: [
    ("--name ''", "--name is empty; give a name such as emma"),
    ("--name x7", "--name x7: “7” is in none of the names; use the characters of the data"),
    ("--name -x", "--name -x: “-” is in none of the names; use the characters of the data"),
    (
      "--name \"$(printf 'a\\033')\"",
      "--name a\\u{1B}: “U+1B” is in none of the names; use the characters of the data"
    ),
    ("--moment -1", "--moment is -1; it must be from 0 to 1000"),
    ("--moment 21 --steps 20", "--moment is 21; it must be from 0 to 20"),
    (
      "--moment ''",
      "The value '' is invalid for '--moment <step>': give a whole number such as 12 (--help lists what there is)"
    ),
    (
      "--moment 1.5",
      "The value '1.5' is invalid for '--moment <step>': give a whole number such as 12 (--help lists what there is)"
    ),
    ("--roles 0", "--roles is 0; it must be from 1 to 32952"),
    ("--roles -3", "--roles is -3; it must be from 1 to 32952"),
    ("--roles 32953", "--roles is 32953; it must be from 1 to 32952"),
    ("--documents 10", "--documents 10 needs --ablations"),
    ("--ablations --documents 0", "--documents is 0; it must be from 1 to 32952"),
    ("--ablations --documents 40000", "--documents is 40000; it must be from 1 to 32952"),
    ("--steps 0", "--steps is 0; it must be from 1 to 10000000"),
    (
      "--n-head 3",
      "--n-embd 16 can't be shared among --n-head 3 heads; "
        + "choose a width that is a multiple of the heads"
    ),
    ("--data ''", "--data is empty; give the path of a text file"),
    ("emma", "Unexpected argument 'emma' (--help lists what there is)"),
    (
      "--learning-rate 100",
      "training diverged at step 2: the loss is not a finite number any more; "
        + "choose a lower --learning-rate than 100.0"
    ),
    (
      "--learning-rate 100 --moment 1",
      "the numbers at --moment 1 are not finite any more; choose an earlier one, or "
        + "choose a lower --learning-rate than 100.0"
    ),
  ]) func refusals(arguments: String, line: String) throws {
    let made = try Command("inspect \(arguments)", in: Folder())
    #expect(made.exitCode != 0)
    #expect(made.output == "")
    #expect(made.error == "microgpt-tui: \(line)\n")
  }
}
