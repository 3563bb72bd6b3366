import Chapters
import MicroGPT
import Stage

/// Finding what pages show of a large model, in slices: until all of it is there, they show what they
/// showed before, whole. Of a small model everything is found when it is asked for.
extension Visit {
  /// What a person chooses besides the moment, and what is computed anew for it.
  struct Aspect: Equatable {
    var name: String
    var temperature: Double
    var edit: Edit?
  }

  /// What is on its way to be shown.
  struct Finding {
    /// Whose it is: that of the run that is to take the place of the present one, or of the present one.
    let isOfPending: Bool
    let moment: Int
    var search: Snapshot.Search
    /// The model of the moment, once it is found.
    var snapshot: Snapshot?
    /// When it began, in milliseconds; and in nanoseconds of the stopwatch.
    let since: Int
    let began: Int
  }

  /// From then on it is spoken of, in milliseconds.
  private static let patience = 250

  /// Whether something has been on its way for so long that a person wonders.
  func speaksOfFinding(at time: Int) -> Bool {
    finding.map { time - $0.since >= Visit.patience } ?? false
  }

  var wanted: Aspect { Aspect(name: name, temperature: temperature, edit: edit) }

  // MARK: The open page

  /// What a beat of the open chapter needs; nil for the list of beats.
  func needs(at beat: String?) -> Set<Need> {
    var needs = chapters[open].needs(at: beat)
    if beat != nil, let origin = stays[open].origin { needs.formUnion(origin.needs) }
    return beat != nil && explained.contains(.loss) ? needs.union([.trace]) : needs
  }

  /// What a beat needs: a checkpoint also what the beat needs that taught it.
  func needs(of beat: Beat) -> Set<Need> { needs(at: beat.home).union(beat.needs) }

  /// The beats of the open chapter; one that says so where it is not known yet which there are.
  func beats(in scene: Scene) -> [Beat] {
    hasBeats(in: scene)
      ? chapters[open].timeline(in: scene)
      : [Beat("waiting", "One moment") { _ in Visit.waitingPage }]
  }

  func beats(at time: Int) -> [Beat] { beats(in: scene(at: time)) }

  func hasBeats(in scene: Scene) -> Bool { scene.knows(needs(at: nil)) }

  static var waitingPage: Page {
    Page(
      "What this page shows is being computed, which takes a while in a model of this size.",
      code: CodeView.forwardPass, mathematics: []
    ) { $0.text("…", .faint) }
  }

  // MARK: Slices

  /// Goes on finding what the open page is to show of a large model.
  ///
  /// - Returns: whether there was anything to do.
  mutating func find(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    let isOfPending = pending?.run.isComplete ?? false
    let run = isOfPending ? pending?.run ?? run : run
    guard !run.isQuick else { return false }
    if !isOfPending && isNewestDue {
      // The state in the middle of a step is nobody's.
      self.run.finishStep(until: isTimeUp)
      if self.run.isInStep { return true }
      return find(at: time, until: isTimeUp)
    }
    guard let moment = momentToFind(of: run, isOfPending, at: time) else {
      finding = nil
      return completePage(at: time, until: isTimeUp)
    }
    var now = finding ?? Finding(run, isOfPending, moment, since: time, began: stopwatch())
    if now.moment != moment || now.isOfPending != isOfPending {
      now = Finding(run, isOfPending, moment, since: time, began: stopwatch())
    }
    // Put aside meanwhile, so that what it holds is not held twice.
    finding = nil
    if now.snapshot == nil && moment == snapshot.moment && !isOfPending && hasStep(at: moment) {
      now.snapshot = snapshot
    }
    if isOfPending { now.snapshot = now.snapshot ?? pending?.snapshot }
    now.snapshot = now.snapshot ?? now.search.go(in: run, until: isTimeUp)
    guard let found = now.snapshot else {
      finding = now
      return true
    }
    let next = Scene(
      run: run, snapshot: found, edit: isOfPending ? nil : edit, name: name,
      temperature: temperature, facts: facts, desk: desk)
    let beat = view(at: time).beat
    guard finder.find(needs(at: nil).union(needs(of: beat)), in: next, until: isTimeUp) else {
      finding = now
      return true
    }
    keepingBeat(at: time) { visit in
      if isOfPending { visit.takeOver(found, at: time) }
      visit.snapshot = found
      visit.shown = visit.wanted
    }
    answered = nil
    // While a run trains, half of the time is for that.
    let end = stopwatch()
    resting = end + (end - now.began)
    return true
  }

  /// Whether the newest model is to be found, but a step is under way.
  private var isNewestDue: Bool {
    guard run.isInStep, finding == nil, stopwatch() >= resting else { return false }
    if case .at = moment { return false }
    return true
  }

  /// The moment of the model that is wanted and not shown; nil where there is none.
  private func momentToFind(of run: Run, _ isOfPending: Bool, at time: Int) -> Int? {
    guard !isOfPending else { return pending?.firstMoment }
    var wanted = moment(at: time)
    let isChosen = if case .at = moment { true } else { false }
    if !isChosen {
      // What moves by itself is found before it moves on.
      if let finding, !finding.isOfPending { wanted = finding.moment }
      let isResting = finding == nil && !run.isComplete && stopwatch() < resting
      if isResting && shown == self.wanted { return nil }
      if isResting { return snapshot.moment }
    }
    return snapshot.moment == wanted && hasStep(at: wanted) && shown == self.wanted ? nil : wanted
  }

  /// Whether the snapshot has the step that led to a moment, or need not have it yet.
  private func hasStep(at moment: Int) -> Bool {
    snapshot.step != nil || !run.isComplete && moment == snapshot.moment
  }

  /// Finds what the open page needs besides what is shown already.
  private mutating func completePage(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    guard !run.isQuick else { return false }
    let view = view(at: time)
    let isListed = hasBeats(in: view.scene)
    let needs = isListed ? needs(of: view.beat) : needs(at: nil)
    guard !view.scene.knows(needs) else { return false }
    if finder.find(needs, in: view.scene, until: isTimeUp) {
      answered = nil
      if !isListed { comeBack(at: time) }
    }
    return true
  }
}

extension Visit.Finding {
  fileprivate init(_ run: Run, _ isOfPending: Bool, _ moment: Int, since: Int, began: Int) {
    self.isOfPending = isOfPending
    self.moment = moment
    search = Snapshot.Search(for: moment)
    self.since = since
    self.began = began
  }
}
