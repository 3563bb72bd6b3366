/// How many colours a terminal shows. The raw value is what a person writes after `--color`.
public enum ColourDepth: String, CaseIterable, Sendable {
  case monochrome = "none"
  case eight = "8"
  case sixteen = "16"
  case many = "256"

  /// The depth for a terminal's number of colours.
  ///
  /// Direct-colour terminals count in millions, and take all numbers above 7 for mixtures of red,
  /// green and blue: the first eight are all that is certain there.
  init(colours: Int) {
    self =
      switch colours {
      case ..<8: .monochrome
      case 8..<16: .eight
      case 16..<256: .sixteen
      case 256: .many
      default: .eight
      }
  }

  /// The poorer of the two.
  func limited(to other: ColourDepth) -> ColourDepth { rank <= other.rank ? self : other }

  private var rank: Int { ColourDepth.allCases.firstIndex(of: self) ?? 0 }
}
