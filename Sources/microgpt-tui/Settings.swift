import Curses
import Stage

/// What a person wants of the look; nil where nothing was said.
struct Settings: Equatable {
  var theme: ThemeName?
  var color: ColourDepth?
  var motion: Switch?
  var plot: PlotStyle?
  var mouse: Switch?

  /// These settings, and where they say nothing, the others.
  func completed(by other: Settings) -> Settings {
    Settings(
      theme: theme ?? other.theme, color: color ?? other.color, motion: motion ?? other.motion,
      plot: plot ?? other.plot, mouse: mouse ?? other.mouse)
  }

  /// Takes what one line of the settings file says.
  ///
  /// - Throws: `Refusal` for a setting that there is not, is there twice or can't be this.
  mutating func set(_ line: SettingsLine) throws(Refusal) {
    switch line.key {
    case "theme": try line.set(&theme)
    case "color": try line.set(&color)
    case "motion": try line.set(&motion)
    case "plot": try line.set(&plot)
    case "mouse": try line.set(&mouse)
    default:
      throw Refusal(
        "there is no setting \(line.key); choose one of theme, color, motion, plot, mouse")
    }
  }
}

extension SettingsLine {
  /// Gives a setting the value of this line.
  fileprivate func set<Choice: RawRepresentable<String> & CaseIterable>(
    _ setting: inout Choice?
  ) throws(Refusal) {
    guard setting == nil else { throw Refusal("\(key) is set twice") }
    guard let choice = Choice(rawValue: value) else {
      let choices = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw Refusal("\(key) is \(value); choose one of \(choices)")
    }
    setting = choice
  }
}
