import Chapters
import MicroGPT
import Stage

/// The runs: what is trained, what takes whose place, and what is kept of those before.
extension Visit {
  /// A run on its way to become the one that all chapters show; until then the present one stays.
  struct Pending {
    var run: Run
    /// What it will be compared with.
    let former: RunRecord?
    let turning: Target?
    /// When it began.
    let since: Int
    /// Whether it is the present run at its other length: then that one is kept.
    var isOtherLength = false
    /// The moment of it that is looked at when it is there.
    var moment = Moment.newest
    /// The model of a moment of it, where it is known from before.
    var snapshot: Snapshot?

    /// The moment that it begins with.
    var firstMoment: Int { snapshot?.moment ?? run.lastMoment }
  }

  /// From then on a run on its way is spoken of, in milliseconds: words that come and go at each turn
  /// of a knob would only flicker.
  private static let patience = 250

  func speaksOfPending(at time: Int) -> Bool {
    guard let pending else { return false }
    return isTrainingLonger || !pending.isOtherLength && time - pending.since >= Visit.patience
  }

  /// How many runs are remembered; fewer where all of them have more losses than these, 80 MB.
  private static let (most, mostLosses) = (50, 10_000_000)

  /// Trains on until all is done or time is up; then finds the model of the moment, and works out what
  /// the open page asks for.
  ///
  /// - Parameter time: as for `handle`.
  /// - Returns: whether there was anything to do.
  public mutating func work(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    record(at: time)
    // What a person waits for comes before training.
    if find(at: time, until: isTimeUp) { return true }
    if train(at: time, until: isTimeUp) {
      answered = nil
      if run.isQuick { findMoment(at: time, until: isTimeUp) }
      return true
    }
    guard findMoment(at: time, until: isTimeUp) else { return true }
    if record(until: isTimeUp) { return true }
    // While a beat moves its page is made for the picture alone.
    let beat = stays[open].playback.place(in: beats(at: time), at: time).beat
    guard answered != beat else { return false }
    let hasWorked = answerQuestions(at: time, until: isTimeUp)
    answered = hasWorked ? nil : beat
    return hasWorked
  }

  /// Works out what the open page asks for.
  ///
  /// - Returns: whether there was anything to do.
  mutating func answerQuestions(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    let questions = view(at: time).page.questions
    // Put aside meanwhile, so that what it holds is not held twice.
    var desk = desk
    self.desk = Desk()
    defer { self.desk = desk }
    let (now, stopwatch) = (self, stopwatch)
    return desk.work(
      on: questions, scene: { now.scene(at: time) }, stopwatch: stopwatch, until: isTimeUp)
  }

  /// Finds the model at the moment, which may have to repeat some steps of the run.
  ///
  /// - Returns: false where time was up before it was found.
  @discardableResult
  mutating func findMoment(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    guard run.isQuick else { return !find(at: time, until: isTimeUp) }
    let wanted = moment(at: time)
    // As long as training is ahead of everybody, nothing is repeated for the step that led there.
    let isNewest = !run.isComplete && wanted == run.trained
    if snapshot.moment == wanted && (snapshot.step != nil || isNewest) { return true }
    let found =
      isNewest
      ? Snapshot(newestOf: run) : facts.snapshot(of: run, at: wanted, until: isTimeUp)
    guard let found else { return false }
    answered = nil
    keepingBeat(at: time) { $0.snapshot = found }
    return true
  }

  /// - Returns: whether there was anything to train.
  private mutating func train(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    if pending != nil {
      pending?.run.train(until: isTimeUp)
      takeOverIfComplete(at: time)
      return true
    }
    guard !run.isComplete else { return false }
    run.train(until: isTimeUp)
    if run.isComplete && run.isQuick { remember() }
    return true
  }

  /// The run on its way takes the place of the one before, if it is complete and nothing else has to be
  /// found.
  mutating func takeOverIfComplete(at time: Int) {
    guard let pending, pending.run.isComplete, pending.run.isQuick else { return }
    let first = pending.snapshot ?? Snapshot(of: pending.run, at: pending.run.lastMoment)
    keepingBeat(at: time) { $0.takeOver(first, at: time) }
  }

  /// The run on its way takes the place of the one before.
  ///
  /// - Parameter found: the model of its first moment.
  mutating func takeOver(_ found: Snapshot, at time: Int) {
    guard let pending else { return }
    other = pending.isOtherLength ? left(at: time) : nil
    self.pending = nil
    run = pending.run
    former = pending.former
    turning = pending.turning
    moment = pending.moment
    edit = nil
    snapshot = found
    recording = nil
    if run.isQuick { remember() }
  }

  /// Begins a run with other settings; a run on its way is given up.
  ///
  /// - Parameter knob: turns of the same knob, one after the other, are compared with the same run
  ///   before; nil for what is not a turn.
  mutating func retrain(_ settings: RunSettings, knob: Target?, at time: Int) {
    guard settings != (pending?.run ?? run).settings else { return }
    guard settings != run.settings else {
      pending = nil  // turned back: the run that was there all the time
      return
    }
    do {
      let kept = other.flatMap { $0.run.settings == settings ? $0.run : nil }
      let made = try kept ?? makeRun(settings)
      let before = pending.map { ($0.former, $0.turning) } ?? (former, turning)
      let isNextTurn = knob != nil && knob == before.1
      pending = Pending(
        run: made, former: isNextTurn ? before.0 : record, turning: knob, since: time,
        isOtherLength: kept != nil)
      takeOverIfComplete(at: time)
    } catch {
      notice = "\(error)"
    }
  }

  /// Gives up the run on its way.
  mutating func stopTraining() {
    guard let pending else {
      notice =
        run.isComplete
        ? "Nothing is being trained"
        : "This is the first run: there is none before it to go back to"
      return
    }
    notice =
      pending.run.isComplete
      ? "The run that was shown stays"
      : "Stopped at step \(pending.run.trained.grouped); the run before is back"
    self.pending = nil
  }

  /// Puts the present run at the head of those that were tried.
  mutating func remember() {
    guard let record else { return }
    var losses = record.losses.count
    tried =
      [record]
      + tried.filter { $0.settings != record.settings }.prefix(Visit.most - 1).prefix {
        losses += $0.losses.count
        return losses <= Visit.mostLosses
      }
  }

  /// What is kept of the present run; nil as long as it is not complete.
  var record: RunRecord? {
    guard run.isComplete else { return nil }
    if let known = tried.first(where: { $0.settings == run.settings }) { return known }
    guard run.isQuick else {
      return RunRecord(settings: run.settings, losses: run.losses, divergedAt: run.divergedAt)
    }
    return RunRecord(of: run, last: run.state(at: run.lastMoment))
  }

  /// The names that are made up for the record of a large run, in slices.
  struct Recording {
    /// The model at the end of the run, and what makes up names with it: nil until they are found.
    var state: TrainingState?
    var sampler: Sampler?
    var names: [String] = []

    /// Goes on until time is up.
    fileprivate mutating func go(in run: Run, until isTimeUp: () -> Bool) {
      guard let state else {
        state = run.state(at: run.lastMoment, until: isTimeUp)
        return
      }
      sampler =
        sampler
        ?? run.sampler(of: state, temperature: Scene.firstTemperature, until: isTimeUp)
      if let name = sampler?.next(until: isTimeUp) { names.append(name.text) }
    }
  }

  /// Goes on with the record of a large run.
  ///
  /// - Returns: whether there was anything to do.
  private mutating func record(until isTimeUp: () -> Bool) -> Bool {
    guard run.isComplete, !run.isQuick, tried.first?.settings != run.settings else { return false }
    if tried.contains(where: { $0.settings == run.settings }) {
      remember()
      return true
    }
    // Taken out meanwhile: what nobody else holds is not copied.
    var now = recording ?? Recording()
    recording = nil
    now.go(in: run, until: isTimeUp)
    guard now.names.count == RunRecord.nameCount else {
      recording = now
      return true
    }
    tried.insert(RunRecord(of: run, names: now.names), at: 0)
    remember()
    return true
  }
}
