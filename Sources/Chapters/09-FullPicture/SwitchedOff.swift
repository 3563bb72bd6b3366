import MicroGPT
import Stage

/// What becomes of the name without a part of the model.
struct SwitchedOff: Hashable {
  let name: String
  let part: Ablation
}

extension Scene {
  /// How many documents the parts are compared on.
  static let comparedDocuments = 1000

  /// All parts that can be left out.
  var removableParts: [Ablation] { Ablation.all(heads: size.heads) }

  /// What the model computes for the name without a part; nil as long as that of a large model is not
  /// worked out.
  func trace(without part: Ablation) -> Trace? {
    guard run.isQuick else { return answer(to: NameWithoutPart(self, part)) }
    return facts.switchedOff.value(of: MomentKey(self, SwitchedOff(name: name, part: part))) {
      facts.make { run.model(of: snapshot.state).trace(tokens: tokens, without: part) }
    }
  }

  /// What has to be worked out for that.
  func questions(without part: Ablation?) -> [any Question] {
    part.map { run.isQuick ? [] : [NameWithoutPart(self, $0)] } ?? []
  }

  /// The loss of the name without each part, as far as it is worked out.
  var lossesWithoutParts: [Ablation?: Double] {
    let question = NameWithout(self, removableParts)
    return answer(to: question) ?? job(for: question)?.losses ?? [:]
  }

  /// The mean loss of documents, whole (nil) and without each part, as far as it is worked out.
  var meansWithoutParts: [Ablation?: Double] {
    let question = WithoutParts(self, documents: Scene.comparedDocuments)
    return answer(to: question) ?? job(for: question)?.study.losses ?? [:]
  }

  /// The names that are made up without a part, nil for the whole model; as far as they are made.
  func names(without part: Ablation?) -> [String] {
    let question = NamesWithoutPart(self, part)
    return answer(to: question) ?? job(for: question)?.names ?? []
  }
}

/// What a large model computes for the name without a part.
private struct NameWithoutPart: Question {
  private let key: MomentKey<SwitchedOff>

  init(_ scene: Scene, _ part: Ablation) {
    key = MomentKey(scene, SwitchedOff(name: scene.name, part: part))
  }

  func begin(in scene: Scene) -> Work {
    Work(
      pass: scene.run.pass(
        of: scene.name, in: scene.snapshot.state, without: key.subject.part))
  }

  struct Work: Job {
    fileprivate var pass: PassInSlices

    var progress: Double { 0 }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Trace? {
      pass.go(until: isTimeUp)?.trace
    }
  }
}

/// The first names that are made up without a part, from the same random numbers.
struct NamesWithoutPart: Question {
  private struct Subject: Hashable {
    let part: Ablation?
    let temperature: Double
  }

  private let key: MomentKey<Subject>
  /// How many; as many of them are shown as have room.
  static let count = 10

  init(_ scene: Scene, _ part: Ablation?) {
    key = MomentKey(scene, Subject(part: part, temperature: scene.temperature))
  }

  func begin(in scene: Scene) -> Work {
    Work(
      sampler: scene.run.sampler(
        of: scene.snapshot.state, temperature: key.subject.temperature, without: key.subject.part))
  }

  struct Work: Job {
    fileprivate var sampler: Sampler
    fileprivate(set) var names: [String] = []

    fileprivate init(sampler: Sampler) { self.sampler = sampler }

    var progress: Double { Double(names.count) / Double(NamesWithoutPart.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [String]? {
      while names.count < NamesWithoutPart.count {
        guard let made = sampler.next(until: isTimeUp) else { return nil }
        names.append(made.text)
        if isTimeUp() && names.count < NamesWithoutPart.count { return nil }
      }
      return names
    }
  }
}
