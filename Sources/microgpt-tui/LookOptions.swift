import ArgumentParser
import Curses
import Stage

/// How a picture looks: options of the explorer and of a single picture.
struct PictureOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Which colours; terminal: its own sixteen. (default: dark or light, as the terminal is)")
  var theme: ThemeName?

  @Option(
    parsing: .unconditional,
    help: """
      How many colours. (default: what the terminal has; for draw: none)
      """)
  var color: ColourDepth?

  @Option(
    parsing: .unconditional,
    help: "What curves are drawn with. (default: braille)")
  var plot: PlotStyle?

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false
}

/// How the explorer looks and what it reacts to.
struct LookOptions: ParsableArguments {
  @OptionGroup var picture: PictureOptions

  @Option(
    parsing: .unconditional, help: "Whether what changes travels to its new place. (default: on)")
  var motion: Switch?

  @Option(parsing: .unconditional, help: "Whether the mouse is used. (default: on)")
  var mouse: Switch?

  /// What the options say, and where they say nothing, the settings file. An error in it is told on
  /// standard error.
  var settings: Settings {
    let options = Settings(
      theme: picture.theme, color: picture.color, motion: motion, plot: picture.plot, mouse: mouse)
    return options.completed(by: SettingsFile.settings())
  }
}

/// Something that is on or off.
enum Switch: String, CaseIterable, ExpressibleByArgument {
  case on
  case off
}

extension ThemeName: ExpressibleByArgument {}
extension ColourDepth: ExpressibleByArgument {}
extension PlotStyle: ExpressibleByArgument {}
