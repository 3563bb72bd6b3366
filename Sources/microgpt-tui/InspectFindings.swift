import MicroGPT

extension InspectReport {
  /// What the parts of the model add to the logit of the right answer at a position, less the mean of
  /// what they add to all logits.
  struct Contribution: Encodable {
    let target: Int
    /// `embedding`, `layer0.head0`, `layer0.mlp` …; each is a key beside `target`.
    let parts: [String: Double]

    private enum CodingKeys: CodingKey { case target }

    func encode(to encoder: any Encoder) throws {
      try parts.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(target, forKey: .target)
    }
  }

  /// The mean weights of a head on BOS, on the position itself and on the one before, over all positions
  /// from 2 on; and what each would be if all positions had the same weight.
  struct Role: Encodable {
    let bos, itself, previous, even: Double

    enum CodingKeys: String, CodingKey {
      case bos, previous, even
      case itself = "self"
    }
  }

  struct Component: Encodable {
    /// Of the variance of the centred rows.
    let share: Double
    /// [token]
    let coordinates: [Double]
  }

  static func documents(_ count: Int, of run: Run, in state: TrainingState) -> [String: Double] {
    let parts = Ablation.all(heads: run.settings.size.heads)
    var study = AblationStudy(run, of: state, without: [nil] + parts, documents: count)
    while !study.work(until: { false }) {}
    return Dictionary(
      uniqueKeysWithValues: study.losses.map { part, loss in (part?.name ?? "whole", loss) })
  }

  static func roles(_ count: Int, of run: Run, in state: TrainingState) -> [[Role]] {
    var study = RoleStudy(run, of: state, documents: count)
    while !study.work(until: { false }) {}
    let roles = study.roles
    return roles.heads.map { layer in
      layer.map {
        Role(bos: $0.bos, itself: $0.itself, previous: $0.previous, even: roles.even)
      }
    }
  }

  mutating func addEmbeddings(of model: GPT) {
    let rows = model.rows(of: model.wte)
    let found = Cosines(ofRows: rows)
    cosines = rows.indices.map(found.cosines)
    components = PrincipalComponents(ofRows: rows).components.map {
      Component(share: $0.share, coordinates: $0.coordinates)
    }
  }
}

extension GPT {
  /// What wrote the logit of the right answer, [position].
  func contributions(to trace: Trace) -> [InspectReport.Contribution] {
    zip(trace.positions, trace.tokens.dropFirst()).map { position, target in
      let found = contributions(to: position.activations)
      let parts = zip(found.parts.map(\.name), found.aboveMean(of: target))
      return .init(target: target, parts: Dictionary(uniqueKeysWithValues: Array(parts)))
    }
  }
}

extension Run {
  /// - Throws: `Refusal` for a number of documents that the data do not have.
  func check(_ option: String, count: Int?) throws(Refusal) {
    if let count, !(1...documentCount).contains(count) {
      throw Refusal("\(option) is \(count); it must be from 1 to \(documentCount)")
    }
  }
}
