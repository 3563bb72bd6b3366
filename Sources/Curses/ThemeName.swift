/// Which colours are taken. The raw value is what a person writes after `--theme`.
public enum ThemeName: String, CaseIterable, Sendable {
  case dark
  case light
  /// The sixteen colours that people choose in their terminal's settings.
  case terminal
  /// No colours.
  case mono

  /// As many colours of these as the theme takes.
  func limit(_ depth: ColourDepth) -> ColourDepth {
    switch self {
    case .dark, .light: depth
    case .terminal: depth.limited(to: .sixteen)
    case .mono: .monochrome
    }
  }
}
