/// The colours of one side of a scale, from its zero on.
enum ColourScale: Hashable, Sendable {
  /// Shares: on a dark ground deep blue, teal, green, yellow; on a light one the other way.
  case share
  /// Numbers below zero: blue.
  case below
  /// Numbers above zero: orange. Blue and orange differ along the axis that red-green-blind eyes see as
  /// well, and both are as light at the same step.
  case above

  /// The colours that the scale goes through from the ground on, at equal distances.
  func stops(_ kind: Theme.Kind) -> [Int] {
    switch (self, kind) {
    case (.share, .dark): [0x1f4080, 0x1f808c, 0x5fba6b, 0xffe65a]
    case (.share, .light): [0xc8d67c, 0x4faa86, 0x2a7098, 0x20307a]
    case (.below, .dark): [0x6cb2ff]
    case (.below, .light): [0x1c5cb8]
    case (.above, .dark): [0xf79a3e]
    case (.above, .light): [0xa34a00]
    }
  }

  /// The same in the colours that people choose: steps at equal distances, nil for the terminal's own
  /// ground.
  func grounds(_ kind: Theme.Kind, isEight: Bool) -> [Int?] {
    switch (self, kind, isEight) {
    case (.share, .dark, true): [nil, 4, 6, 7]
    case (.share, .dark, false): [nil, 4, 6, 10, 11]
    case (.share, .light, true): [nil, 6, 4, 0]
    case (.share, .light, false): [nil, 11, 10, 6, 4]
    case (.below, _, true): [nil, nil, 4, 4, 4]
    case (.below, .dark, false): [nil, 4, 4, 12, 12]
    case (.below, .light, false): [nil, 12, 12, 4, 4]
    case (.above, _, true): [nil, nil, 3, 3, 3]
    case (.above, .dark, false): [nil, 3, 3, 11, 11]
    case (.above, .light, false): [nil, 11, 11, 3, 3]
    }
  }

  /// The same for figures that stand on the ground.
  func words(isEight: Bool) -> [Int?] {
    switch (self, isEight) {
    case (.share, true): [nil, 4, 6, 2]
    case (.share, false): [nil, 12, 6, 2]
    case (.below, true): [nil, 4, 4, 4, 4]
    case (.below, false): [nil, 12, 12, 12, 12]
    case (.above, _): [nil, 3, 3, 3, 3]
    }
  }
}
