/// The colours of one side of a scale, from its zero on, for each depth.
///
/// The steps of a list lie at equal distances on the scale. Those of the 256 colours were picked among
/// the terminal's 216 mixtures so that each is lighter than the one before. Blue and orange differ
/// along the axis that red-green-blind eyes see as well.
struct ScaleColours: Sendable {
  /// As grounds; nil is the terminal's own.
  private let grounds: [ColourDepth: [Int?]]
  /// As the colour of figures: near the middle in lightness, to be read on black and on white.
  private let inks: [ColourDepth: [Int?]]

  /// The ground's colour at a part of the scale, 0…1.
  func ground(_ part: Double, _ depth: ColourDepth) -> Int? { step(grounds[depth], part) }

  /// The colour of a figure at a part of the scale, 0…1.
  func ink(_ part: Double, _ depth: ColourDepth) -> Int? { step(inks[depth], part) }

  private func step(_ colours: [Int?]?, _ part: Double) -> Int? {
    guard let colours, !colours.isEmpty else { return nil }
    return colours[Int((part * Double(colours.count - 1)).rounded())]
  }

  /// Ground, deep blue, teal, green, yellow.
  static let share = ScaleColours(
    grounds: [
      .eight: [nil, 4, 6, 3], .sixteen: [nil, 4, 6, 10, 11],
      .many: [nil, 17, 18, 24, 30, 36, 71, 77, 113, 149, 185, 227],
    ],
    inks: [
      .eight: [nil, 4, 6, 2], .sixteen: [nil, 12, 6, 2], .many: [245, 68, 31, 30, 36, 71],
    ])

  /// Ground to light blue.
  static let below = ScaleColours(
    grounds: [
      .eight: [nil, nil, 4, 4, 4], .sixteen: [nil, 4, 4, 12, 12],
      .many: [nil, 17, 24, 25, 32, 39, 81, 153],
    ],
    inks: [
      .eight: [nil, 4, 4, 4, 4], .sixteen: [nil, 12, 12, 12, 12], .many: [245, 103, 68, 33, 39],
    ])

  /// Ground to light orange; as light as blue at the same step.
  static let above = ScaleColours(
    grounds: [
      .eight: [nil, nil, 3, 3, 3], .sixteen: [nil, 3, 3, 11, 11],
      .many: [nil, 52, 94, 130, 166, 208, 214, 222],
    ],
    inks: [
      .eight: [nil, 3, 3, 3, 3], .sixteen: [nil, 3, 3, 3, 3], .many: [245, 137, 173, 172, 208],
    ])
}
