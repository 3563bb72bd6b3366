import MicroGPT

/// Finds what pages need to know of a large model, in slices between keys. What it has found is kept
/// among the facts; what it has half found for something else is dropped.
public struct FactFinder {
  private var key: MomentKey<Wanted>?
  private var work: Work?

  /// What is found, and all that it depends on besides the run and the moment.
  private struct Wanted: Hashable {
    let need: Need
    let name: String
    let temperature: Double
  }

  private enum Work {
    case trace(PassInSlices)
    case step(StepAnatomy.InSlices)
    case names(Sampler, [GeneratedName])
  }

  public init() {}

  /// Goes on until all is found or time is up.
  ///
  /// - Returns: whether all is found.
  public mutating func find(
    _ needs: Set<Need>, in scene: Scene, until isTimeUp: () -> Bool
  ) -> Bool {
    for need in needs.sorted() {
      while !scene.knows(need) {
        find(need, in: scene, until: isTimeUp)
        if isTimeUp() { return scene.knows(needs) }
      }
    }
    return true
  }

  private mutating func find(_ need: Need, in scene: Scene, until isTimeUp: () -> Bool) {
    let wanted = MomentKey(
      scene, Wanted(need: need, name: scene.name, temperature: scene.temperature))
    // Taken out meanwhile: what nobody else holds is not copied.
    let begun = key == wanted ? work : nil
    key = wanted
    work = nil
    switch begun ?? FactFinder.begin(need, in: scene, until: isTimeUp) {
    case nil: break
    case .trace(var pass):
      if let found = pass.go(until: isTimeUp) {
        _ = scene.facts.passes.value(
          of: MomentKey(scene, scene.name), keeping: Facts.most(of: scene.run)
        ) { found.trace }
        if let census = found.census {
          _ = scene.facts.censuses.value(of: MomentKey(atAllMoments: scene, scene.name)) { census }
        }
      } else {
        work = .trace(pass)
      }
    case .step(var step):
      if let found = step.go(until: isTimeUp) {
        scene.keep(found)
      } else {
        work = .step(step)
      }
    case .names(var sampler, var names):
      if let name = sampler.next(until: isTimeUp) {
        let isWhole = names.count < RunSettings.wholeNames
        names.append(isWhole ? name : name.withoutDraws)
      }
      if case .names(let count) = need, names.count >= count {
        _ = scene.facts.names.value(
          of: MomentKey(scene, scene.temperature), keeping: Facts.most(of: scene.run),
          if: { $0.count >= count }
        ) { names }
      } else {
        work = .names(sampler, names)
      }
    }
  }

  /// Nil where time was up before there was an engine.
  private static func begin(
    _ need: Need, in scene: Scene, until isTimeUp: () -> Bool
  ) -> Work? {
    switch need {
    case .trace, .census:
      return .trace(
        scene.run.pass(of: scene.name, in: scene.snapshot.state, census: need == .census))
    case .names:
      return scene.run.sampler(
        of: scene.snapshot.state, temperature: scene.temperature, until: isTimeUp
      ).map { .names($0, []) }
    case .step:
      guard let step = scene.snapshot.step else { preconditionFailure("no step is trained yet") }
      return .step(StepAnatomy.InSlices(of: step, in: scene.run))
    }
  }
}
