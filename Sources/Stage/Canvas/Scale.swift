/// How numbers become colours, and glyphs for those who see none.
///
///     Scale.signed(2).role(-1.0)   // .signed(-64): halfway to the strongest blue
///     Scale.share.figure(0.327)    // "33"
public enum Scale: Equatable, Sendable {
  /// Shares of a whole, 0…1: the ground, deep blue, teal, green, yellow.
  case share
  /// Numbers of both signs: blue below zero, orange above. This size and more has the strongest
  /// colour; zero is the ground itself.
  case signed(Double)

  /// The colour of a number; what is no number is a warning.
  public func role(_ value: Double) -> Role { role(at: place(value)) }

  /// The colour of a place on the scale.
  func role(at part: Double) -> Role {
    guard !part.isNaN else { return .warning }
    switch self {
    case .share: return .share(UInt8((part * 255).rounded()))
    case .signed: return .signed(Int8((part * 127).rounded()))
    }
  }

  /// How full a cell of this size is, from a blank to `▓`.
  public func shade(_ value: Double) -> Unicode.Scalar { shade(at: place(value)) }

  func shade(at part: Double) -> Unicode.Scalar {
    guard !part.isNaN else { return "?" }
    return Scale.shades[Int((part.magnitude * Double(Scale.shades.count - 1)).rounded())]
  }

  private static let shades: [Unicode.Scalar] = [" ", "·", "░", "▒", "▓"]

  /// The number in few columns: a share in hundredths, another with its sign.
  public func figure(_ value: Double) -> String {
    switch self {
    case .share: return (value * 100).fixed(0)
    case .signed: return value.signed(2)
    }
  }

  /// The columns that figures take on a scale like this one.
  var figureColumns: Int { self == .share ? 3 : 5 }

  /// The place on the scale, 0…1 or −1…1; NaN for what is no number.
  func place(_ value: Double) -> Double {
    switch self {
    case .share: return value.isNaN ? value : max(0, min(1, value))
    case .signed(let largest):
      guard largest > 0, largest.isFinite, !value.isNaN else { return value.isNaN ? value : 0 }
      return max(-1, min(1, value / largest))
    }
  }
}

extension Area {
  /// Fills this area as the cell of a number: colour, and shade where colours are few. With
  /// `figures` the number itself stands in it.
  ///
  /// - Parameter place: where on the scale its colour is, which may be on the way to another one.
  func number(_ value: Double, at place: Double, on scale: Scale, figures: Bool) {
    let role = scale.role(at: place)
    let middle = (height - 1) / 2
    if figures {
      let right = min(width, max(0, width - scale.figureColumns) / 2 + scale.figureColumns)
      fill(" ", role, .inverse)
      text(scale.figure(value).cut(width), endingAt: right, y: middle, role, .inverse)
    } else {
      fill(scale.shade(at: place), role, [.inverse, .shade])
      if case .signed(..<0) = role { put("-", x: 0, y: middle, role, [.inverse, .shade]) }
    }
  }
}
