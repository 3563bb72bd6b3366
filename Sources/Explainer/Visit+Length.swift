import Chapters
import MicroGPT
import Stage

/// The run ten times as long, and back: both are kept whole, so that only the first time takes long.
extension Visit {
  /// A run that was left for the same one at another length, as it was.
  struct Left {
    let run: Run
    let former: RunRecord?
    let turning: Target?
    /// At rest: nobody wants to come back into the middle of a movement.
    let moment: Moment
    let snapshot: Snapshot
  }

  /// Whether the run on its way is the present one ten times as long: it takes a while, so it is spoken of
  /// at once.
  var isTrainingLonger: Bool {
    pending.map { $0.isOtherLength && !$0.run.isComplete } ?? false
  }

  /// The present run as it is left at a time.
  func left(at time: Int) -> Left {
    let resting = if case .moving = moment { Moment.at(moment(at: time)) } else { moment }
    return Left(
      run: run, former: former, turning: turning, moment: resting, snapshot: snapshot)
  }

  /// Trains the run ten times as long; where both are there, shows the other one. A longer one that is
  /// on its way is given up.
  mutating func changeLength(at time: Int) {
    if let pending {
      if pending.isOtherLength {
        stopTraining()
      } else {
        notice = "Another run is being trained; T works as soon as it is done, Esc stops it"
      }
    } else if let other {
      show(other, at: time)
    } else {
      trainLonger(at: time)
    }
  }

  private mutating func trainLonger(at time: Int) {
    guard let settings = run.settings.tenTimesAsLong else {
      notice =
        "Ten times as long is more than the \(RunSettings.mostSteps.grouped) steps that a run has at "
        + "most"
      return
    }
    guard run.isComplete else {
      notice = "T trains ten times as long as soon as the first training is done"
      return
    }
    if let step = run.divergedAt {
      notice =
        "T trains ten times as long what can be trained; this run broke off at step "
        + (step + 1).grouped
      return
    }
    do {
      pending = Pending(
        run: try makeRun(settings), former: record, turning: nil, since: time,
        isOtherLength: true)
    } catch {
      notice = "\(error)"
    }
  }

  /// Goes back to a run that was left. Of a large model the open page has to be found first.
  private mutating func show(_ left: Left, at time: Int) {
    pending = Pending(
      run: left.run, former: left.former, turning: left.turning, since: time,
      isOtherLength: true, moment: left.moment, snapshot: left.snapshot)
    takeOverIfComplete(at: time)
  }
}
