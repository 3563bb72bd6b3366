/// How many colours a terminal shows. The raw value is what a person writes after `--color`.
public enum ColourDepth: String, CaseIterable, Sendable {
  case monochrome = "none"
  case eight = "8"
  case sixteen = "16"
  case many = "256"
  /// All that red, green and blue make with 8 bits each.
  case full

  /// The depth for a terminal's number of colours.
  ///
  /// - Parameter isDirect: whether the terminal's description says that the numbers of colours above
  ///   7 are mixtures of red, green and blue. Where there are millions without that, the first
  ///   eight are all that is certain.
  init(colours: Int, isDirect: Bool) {
    self =
      switch colours {
      case ..<8: .monochrome
      case 8..<16: .eight
      case 16..<256: .sixteen
      case 256: .many
      case 1 << 24 where isDirect: .full
      default: .eight
      }
  }

  /// The poorer of the two.
  func limited(to other: ColourDepth) -> ColourDepth { rank <= other.rank ? self : other }

  /// Whether colours are those that were computed, and not the ones that people choose in their
  /// terminal's settings.
  var isExact: Bool { self == .many || self == .full }

  private var rank: Int { ColourDepth.allCases.firstIndex(of: self) ?? 0 }
}
