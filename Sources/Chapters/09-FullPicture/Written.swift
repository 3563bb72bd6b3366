import MicroGPT
import Stage

/// What each part of the model wrote into the logits of a position.
struct Written {
  let scene: Scene
  let position: Int
  let parts: Contributions
  /// As the model computed them, [vocabulary].
  let logits: [Double]

  /// Nil as long as that of a large model is not worked out.
  init?(_ scene: Scene, position: Int) {
    let question = ContributionsOf(scene, position: position)
    let parts = scene.run.isQuick ? scene.contributions(at: position) : scene.answer(to: question)
    guard let parts else { return nil }
    self.scene = scene
    self.position = position
    self.parts = parts
    logits = scene.trace.positions[position].activations.logits
  }

  /// What has to be worked out for that.
  static func questions(_ scene: Scene, position: Int) -> [any Question] {
    scene.run.isQuick ? [] : [ContributionsOf(scene, position: position)]
  }

  /// What each part adds to the logit of a token or, where there is another one, how much more than to
  /// that of the other, [part].
  func amounts(_ token: Int, against other: Int?) -> [Double] {
    parts.logits.map { added in added[token] - (other.map { added[$0] } ?? 0) }
  }

  /// What all of that adds up to in the model's own numbers.
  func logit(_ token: Int, against other: Int?) -> Double {
    logits[token] - (other.map { logits[$0] } ?? 0)
  }

  /// The tokens from the likeliest on.
  func best(_ count: Int) -> [Int] { logits.largest(count) }

  /// How a part is called: `head 2`, `layer 1, MLP`.
  func name(_ part: Contributions.Part) -> String {
    let isDeep = scene.size.layers > 1
    return switch part {
    case .embedding: "token + place"
    case .head(let layer, let head): isDeep ? "layer \(layer), head \(head)" : "head \(head)"
    case .mlp(let layer): isDeep ? "layer \(layer), MLP" : "MLP"
    }
  }

  /// The same in a sentence: `head 2 of layer 1`, `the MLP`.
  func words(_ part: Contributions.Part) -> String {
    let isDeep = scene.size.layers > 1
    return switch part {
    case .embedding: name(part)
    case .head(let layer, let head): "head \(head)" + (isDeep ? " of layer \(layer)" : "")
    case .mlp(let layer): "the MLP" + (isDeep ? " of layer \(layer)" : "")
    }
  }

  /// The colour of a part.
  static func role(_ part: Contributions.Part) -> Role {
    switch part {
    case .embedding: .token
    case .head: .query
    case .mlp: .activation
    }
  }
}

extension Scene {
  fileprivate func contributions(at position: Int) -> Contributions {
    facts.contributions.value(of: MomentKey(self, ContributionsSubject(name, position))) {
      run.model(of: snapshot.state).contributions(to: trace.positions[position].activations)
    }
  }
}

/// A position of a name.
struct ContributionsSubject: Hashable {
  private let name: String
  private let position: Int

  init(_ name: String, _ position: Int) {
    self.name = name
    self.position = position
  }
}

/// What each part of a large model adds to the logits of a position.
private struct ContributionsOf: Question {
  private let key: MomentKey<ContributionsSubject>
  private let position: Int

  init(_ scene: Scene, position: Int) {
    key = MomentKey(scene, ContributionsSubject(scene.name, position))
    self.position = position
  }

  static func == (one: Self, other: Self) -> Bool { one.key == other.key }

  func hash(into hasher: inout Hasher) { hasher.combine(key) }

  func begin(in scene: Scene) -> Work { Work(scene: scene, position: position) }

  struct Work: Job {
    fileprivate let scene: Scene
    fileprivate let position: Int

    var progress: Double { 0 }

    func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Contributions? {
      scene.contributions(at: position)
    }
  }
}
