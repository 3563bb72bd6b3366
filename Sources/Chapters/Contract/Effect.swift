import MicroGPT
import Stage

/// What comes of an action, in this order; nothing where it is empty.
public typealias Change = [Effect]

/// What a chapter asks the visit to do.
public enum Effect {
  /// The chapter itself has changed.
  case chapter(any Chapter)
  /// Shows another beat of the chapter, at rest.
  case go(to: String)
  /// Opens a chapter at a beat, at rest.
  case visit(Progress.Place)
  /// Chooses a control.
  case choose(Target)
  /// Lets the reader type what the page has an entry for.
  case type
  /// Shows the model after this many steps.
  case moment(Int)
  /// Shows it this many steps later, or earlier.
  case moveMoment(by: Int)
  /// Lets the moment move by itself from here, or from the beginning where it has come to the end.
  case train
  /// Stops it where it is.
  case pause
  /// How fast it moves: a place in `Pace.all`.
  case pace(Int)
  /// Trains a run with other settings, which takes the place of the present one when it is done.
  ///
  /// Turns of the same knob, one after the other, are compared with the same run before.
  case retrain(RunSettings, knob: Target?)
  /// Trains the run ten times as long, or goes back to it as it was.
  case changeLength
  /// Changes how daring made-up names are.
  case temperature(Double)
  /// Goes back to microgpt.py's settings and temperature.
  case restore
  /// Gives a parameter another value in all chapters; nil takes that back.
  case edit(Edit?)
  /// Tells where a number comes from, in place of the page; nil shows the page again.
  case origin(Origin?)
  /// Forgets an answer, so that it is worked out again.
  case ask(again: any Question)
  /// Records what was answered at a checkpoint, by its id.
  case answer(String, Progress.Tries)
  /// Records a round of bets that was played to its end.
  case finish(Progress.Round)
  /// Says why nothing happens.
  case notice(String)
}

/// How fast training is shown.
public enum Pace {
  /// Training steps a second; the last one is all at once.
  public static let all: [Double] = [1, 5, 20, 100, 500, 1e9]
  /// Training steps a second in a run. One that is ten times as long plays ten times as fast: nobody
  /// wants to wait ten times as long to see it.
  public static func rate(_ pace: Int, isLong: Bool) -> Double { all[pace] * (isLong ? 10 : 1) }

  /// The one to begin with.
  public static let first = 3

  /// `20 steps a second`
  public static func words(_ pace: Int, isLong: Bool) -> String {
    guard pace < all.count - 1 else { return "all at once" }
    let rate = Int(rate(pace, isLong: isLong))
    return rate == 1 ? "1 step a second" : "\(rate.grouped) steps a second"
  }
}
