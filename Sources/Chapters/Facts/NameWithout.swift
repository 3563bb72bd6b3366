import MicroGPT

/// The loss of the name without each of some parts of the model, by what is left out; nil for nothing.
struct NameWithout: Question {
  private struct Subject: Hashable {
    let name: String
    let parts: [Ablation?]
  }

  private let key: MomentKey<Subject>

  init(_ scene: Scene, _ parts: [Ablation?]) {
    key = MomentKey(scene, Subject(name: scene.name, parts: parts))
  }

  func begin(in scene: Scene) -> Work { Work(scene: scene, parts: key.subject.parts) }

  struct Work: Job {
    fileprivate let scene: Scene
    fileprivate let parts: [Ablation?]
    fileprivate(set) var losses: [Ablation?: Double] = [:]
    private var pass: PassInSlices?

    fileprivate init(scene: Scene, parts: [Ablation?]) {
      self.scene = scene
      self.parts = parts
    }

    var progress: Double { Double(losses.count) / Double(parts.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Ablation?: Double]? {
      for part in parts where losses[part] == nil {
        var going =
          pass ?? scene.run.pass(of: scene.name, in: scene.snapshot.state, without: part)
        // Taken out meanwhile: what nobody else holds is not copied.
        pass = nil
        guard let found = going.go(until: isTimeUp) else {
          pass = going
          return nil
        }
        losses[part] = found.trace.loss
        if isTimeUp() && losses.count < parts.count { return nil }
      }
      return losses
    }
  }
}
