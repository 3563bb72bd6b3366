import Stage
import Testing

@testable import Curses

/// The scales as they are seen: by most eyes, and by those that lack one kind of cone.
@Suite struct ScaleColoursTests {
  /// From the ground on.
  private func scales(_ look: PaletteTests.Look) -> [[Colour]] {
    let palette = look.palette
    let roles = [
      (0...255).map { Role.share(UInt8($0)) }, (0...127).map { .signed(Int8($0)) },
      (0...127).map { .signed(Int8(-$0)) },
    ]
    return roles.map { $0.map { look.colours(palette.style($0, .inverse)).behind } }
  }

  @Test(arguments: PaletteTests.looks) func beginAtTheGround(look: PaletteTests.Look) {
    let own = look.theme.ground
    let isNearest = look.theme.isPainted && look.depth == .many
    let ground = isNearest ? IndexedColours.colour(IndexedColours.nearest(to: OKLab(own))) : own
    for scale in scales(look) {
      #expect(scale[0] == ground)
      #expect(scale[scale.count / 8] != ground)
    }
  }

  /// On a dark ground each step is lighter, on a light one darker: nowhere does it turn back.
  @Test(arguments: PaletteTests.looks) func lightnessGoesOneWay(look: PaletteTests.Look) {
    for scale in scales(look) {
      let light = scale.map { OKLab($0).lightness }
      let away = look.theme.kind == .dark ? light : light.map { -$0 }
      for (step, next) in zip(away, away.dropFirst()) {
        // Rounding to 8 bits moves a step by less than that; near black each of them is a large one.
        #expect(step <= next + (abs(step) < 0.2 ? 0.02 : 0.002))
      }
      #expect(away[away.count - 1] - away[0] > 0.25)
    }
  }

  /// The sixteen colours as xterm has them, and as the Linux console does: those of VGA.
  private static let sixteen: [[Int]] = [
    [
      0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
      0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ],
    [
      0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555,
      0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
    ],
  ]

  @Test(arguments: [ColourDepth.eight, .sixteen], sixteen)
  func lightnessGoesOneWayWithFewColours(depth: ColourDepth, numbers: [Int]) {
    for kind in [Theme.Kind.dark, .light] {
      let palette = Palette(Theme(kind, isPainted: true), depth: depth)
      let ground = kind == .dark ? 0.0 : 1.0
      for scale in [(0...255).map { Role.share(UInt8($0)) }, (0...127).map { .signed(Int8($0)) }] {
        let light = scale.map { role in
          palette.style(role, .inverse).background.map {
            OKLab(Colour(hex: numbers[$0])).lightness
          } ?? ground
        }
        let away = kind == .dark ? light : light.map { -$0 }
        #expect(zip(away, away.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(Set(light).count > (depth == .eight ? 1 : 2))
      }
    }
  }

  @Test func continuous() {
    for theme in [Theme(.dark, isPainted: true), Theme(.light, isPainted: true)] {
      for scale in scales(PaletteTests.Look(theme: theme, depth: .full)) {
        let places = scale.map { OKLab($0) }
        let distances = zip(places, places.dropFirst()).map { $0.distance(to: $1) }
        #expect(distances.allSatisfy { $0 < 0.015 })
        #expect(Set(scale).count > scale.count * 9 / 10)
      }
    }
  }

  /// Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision
  /// Deficiency”, 2009, the matrices for severity 1.0: they apply to amounts of light.
  private static let deficiencies: [String: [[Double]]] = [
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
      [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.303900],
    ],
  ]

  private func seen(_ colour: Colour, _ matrix: [[Double]]) throws -> OKLab {
    let light = matrix.map { row in
      max(0, min(1, zip(row, colour.linear).reduce(0) { $0 + $1.0 * $1.1 }))
    }
    return OKLab(try #require(Colour(linear: light)))
  }

  /// Distances in OKLab; one of 0.02 is about the least that is seen side by side.
  private static let apart = 0.04

  @Test(arguments: PaletteTests.looks.filter(\.theme.isPainted), deficiencies.keys.sorted())
  func stepsStayApart(look: PaletteTests.Look, deficiency: String) throws {
    let matrix = try #require(Self.deficiencies[deficiency])
    let palette = look.palette
    // Tenths of a share; sevenths of the largest number on each side. 256 colours have half as many.
    let coarse = look.depth == .full ? 1 : 2
    let shares = stride(from: 0, through: 10, by: coarse).map {
      Role.share(UInt8(($0 * 255 + 5) / 10))
    }
    let signed = stride(from: -6, through: 6, by: coarse).map { Role.signed(Int8($0 * 127 / 6)) }
    for steps in [shares, signed] {
      let places = try steps.map {
        try seen(look.colours(palette.style($0, .inverse)).behind, matrix)
      }
      for (index, place) in places.enumerated() {
        for other in places[..<index] {
          #expect(place.distance(to: other) >= Self.apart, "\(steps[index])")
        }
      }
    }
  }
}
