import Chapters
import MicroGPT
import Stage

/// The runs: what is trained, what takes whose place, and what is kept of those before.
extension Explainer {
  /// A run on its way to become the one that all chapters show; until then the present one stays.
  struct Pending {
    let study: Study
    /// What it will be compared with.
    let former: RunRecord?
    let turning: Int?
    /// When it began.
    let since: Int
  }

  /// From then on a run on its way is spoken of, in milliseconds: words that come and go at each turn
  /// of a knob would only flicker.
  private static let patience = 250

  func speaksOfPending(at time: Int) -> Bool {
    pending.map { time - $0.since >= Explainer.patience } ?? false
  }

  /// How many runs are remembered.
  private static let most = 50

  /// Trains on until all is done or time is up; then does the open chapter's own work.
  ///
  /// - Parameter time: as for `handle`.
  /// - Returns: whether there was anything to do.
  public mutating func work(at time: Int, until isTimeUp: () -> Bool) -> Bool {
    let run = pending?.study.run ?? study.run
    guard !run.isComplete else {
      return chapters[open].work(in: scene(at: time), stopwatch: stopwatch, until: isTimeUp)
    }
    repeat { run.train() } while !run.isComplete && !isTimeUp()
    guard run.isComplete else { return true }
    if let pending {
      study = pending.study
      former = pending.former
      turning = pending.turning
      moment = .newest
      self.pending = nil
    }
    remember()
    return true
  }

  /// Begins a run with other settings; a run on its way is given up.
  ///
  /// - Parameter turning: turns with the same number, one after the other, are compared with the same
  ///   run before; nil for what is no turn.
  mutating func retrain(_ settings: RunSettings, turning: Int?, at time: Int) {
    guard settings != (pending?.study ?? study).run.settings else { return }
    guard settings != study.run.settings else {
      pending = nil  // turned back: the run that was there all the time
      return
    }
    do {
      let run = try makeRun(settings)
      let made =
        run.corpus === study.run.corpus ? Study(run: run, data: study.data) : Study(run: run)
      let before = pending.map { ($0.former, $0.turning) } ?? (former, self.turning)
      let isNextTurn = turning != nil && turning == before.1
      pending = Pending(
        study: made, former: isNextTurn ? before.0 : record(of: study), turning: turning,
        since: time)
    } catch {
      notice = "\(error)"
    }
  }

  /// Gives up the run on its way.
  mutating func stopTraining() {
    guard let pending else {
      notice =
        study.run.isComplete
        ? "Nothing is being trained"
        : "This is the first run: there is none before it to go back to"
      return
    }
    notice = "Stopped at step \(pending.study.run.trained.grouped); the run before is back"
    self.pending = nil
  }

  /// Puts the present run at the head of those that were tried.
  mutating func remember() {
    let record = record(of: study) ?? RunRecord(of: study)
    tried = [record] + tried.filter { $0.settings != record.settings }.prefix(Explainer.most - 1)
  }

  /// What is kept of a run; nil as long as it is not complete.
  private func record(of study: Study) -> RunRecord? {
    guard study.run.isComplete else { return nil }
    return tried.first { $0.settings == study.run.settings } ?? RunRecord(of: study)
  }
}
