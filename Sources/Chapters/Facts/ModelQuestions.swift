import MicroGPT

/// What each head of the model at the moment looks at in the first documents of the training.
struct Roles: Question {
  private let key: MomentKey<Int>

  /// - Parameter documents: how many.
  init(_ scene: Scene, documents: Int) { key = MomentKey(scene, documents) }

  func begin(in scene: Scene) -> Looking {
    Looking(study: RoleStudy(scene.run, of: scene.snapshot.state, documents: key.subject))
  }

  struct Looking: Job {
    fileprivate(set) var study: RoleStudy

    var progress: Double { study.progress }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> HeadRoles? {
      study.work(until: isTimeUp) ? study.roles : nil
    }
  }
}

/// How surprised the model at the moment is by the first documents of the training, whole and without
/// each of its parts: the mean of the documents' mean losses, by what is left out, nil for nothing.
struct WithoutParts: Question {
  private let key: MomentKey<Int>

  /// - Parameter documents: how many.
  init(_ scene: Scene, documents: Int) { key = MomentKey(scene, documents) }

  func begin(in scene: Scene) -> Reading {
    Reading(
      study: AblationStudy(
        scene.run, of: scene.snapshot.state,
        without: [nil] + Ablation.all(heads: scene.size.heads), documents: key.subject))
  }

  struct Reading: Job {
    /// What is found so far is in its `losses`.
    fileprivate(set) var study: AblationStudy

    var progress: Double { study.progress }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Ablation?: Double]? {
      study.work(until: isTimeUp) ? study.losses : nil
    }
  }
}
