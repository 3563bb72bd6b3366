#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A colour of sRGB, with 8 bits for red, green and blue.
public struct Colour: Hashable, Sendable {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// From a number such as `0xff8000`.
  init(hex: Int) {
    self.init(UInt8(hex >> 16 & 255), UInt8(hex >> 8 & 255), UInt8(hex & 255))
  }

  /// From a terminal's answer to the question for its ground, `11;rgb:1010/1414/1818`: hexadecimal
  /// shares of one to four digits. A fourth share, of what shines through, doesn't count.
  init?(report: String) {
    guard let colon = report.firstIndex(of: ":"),
      ["11;rgb", "11;rgba"].contains(report[..<colon])
    else { return nil }
    let shares = report[report.index(after: colon)...].split(
      separator: "/", omittingEmptySubsequences: false)
    let bytes = shares.compactMap { digits -> UInt8? in
      guard 1...4 ~= digits.utf8.count, let share = UInt32(digits, radix: 16) else { return nil }
      let most = (UInt32(1) << (4 * UInt32(digits.utf8.count))) - 1
      return UInt8((share * 255 + most / 2) / most)
    }
    guard bytes.count == shares.count, 3...4 ~= bytes.count else { return nil }
    self.init(bytes[0], bytes[1], bytes[2])
  }

  var hex: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  static let black = Colour(hex: 0)
  static let white = Colour(hex: 0xffffff)

  /// How much light of each kind there is, 0…1: sRGB's curve undone (IEC 61966-2-1).
  var linear: [Double] { [red, green, blue].map { Colour.light[Int($0)] } }

  private static let light: [Double] = (0...255).map {
    let part = Double($0) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  /// From amounts of light; nil where they are beyond what sRGB can show.
  init?(linear: [Double]) {
    // Half a step of 8 bits is no matter.
    guard linear.allSatisfy({ -0.0005...1.0005 ~= $0 }) else { return nil }
    let bytes = linear.map { light in
      let part = light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
      return UInt8(max(0, min(255, (part * 255).rounded())))
    }
    self.init(bytes[0], bytes[1], bytes[2])
  }

  /// Relative luminance, 0…1, as WCAG 2.2 defines it.
  var luminance: Double {
    let light = linear
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
  }

  /// WCAG's contrast ratio, 1…21, whichever of the two is lighter.
  func contrast(to other: Colour) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }
}

/// A colour by how it looks: equal distances look about equally different.
///
/// Björn Ottosson, “A perceptual color space for image processing”, 2020,
/// https://bottosson.github.io/posts/oklab/
struct OKLab: Hashable, Sendable {
  /// From 0, black, to 1, white.
  var lightness: Double
  /// Green below zero, red above.
  var a: Double
  /// Blue below zero, yellow above.
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  init(_ colour: Colour) {
    let light = colour.linear
    func cone(_ red: Double, _ green: Double, _ blue: Double) -> Double {
      cbrt(red * light[0] + green * light[1] + blue * light[2])
    }
    let long = cone(0.4122214708, 0.5363325363, 0.0514459929)
    let medium = cone(0.2119034982, 0.6806995451, 0.1073969566)
    let short = cone(0.0883024619, 0.2817188376, 0.6299787005)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
  }

  /// The colour of sRGB; nil where there is none so colourful.
  private var exact: Colour? {
    func cube(_ a: Double, _ b: Double) -> Double {
      let root = lightness + a * self.a + b * self.b
      return root * root * root
    }
    let long = cube(0.3963377774, 0.2158037573)
    let medium = cube(-0.1055613458, -0.0638541728)
    let short = cube(-0.0894841775, -1.2914855480)
    return Colour(linear: [
      4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    ])
  }

  /// The colour of sRGB; where there is none so colourful, a greyer one of the same lightness and hue.
  var colour: Colour {
    if let exact { return exact }
    var (grey, colourful) = (0.0, 1.0)
    for _ in 0..<12 {
      let middle = (grey + colourful) / 2
      if scaled(middle).exact == nil { colourful = middle } else { grey = middle }
    }
    return scaled(grey).exact ?? (lightness < 0.5 ? .black : .white)
  }

  /// With so much of its colourfulness.
  private func scaled(_ part: Double) -> OKLab {
    OKLab(lightness: lightness, a: a * part, b: b * part)
  }

  func distance(to other: OKLab) -> Double {
    let (light, red, yellow) = (lightness - other.lightness, a - other.a, b - other.b)
    return (light * light + red * red + yellow * yellow).squareRoot()
  }

  /// Whether both have a hue, and nearly the same one: at most 37° apart.
  func isOfHue(_ other: OKLab) -> Bool {
    let colourfulness =
      (a * a + b * b).squareRoot() * (other.a * other.a + other.b * other.b).squareRoot()
    // A grey made of 8 bits is off by less than this.
    return colourfulness > 1e-5 && a * other.a + b * other.b >= 0.8 * colourfulness
  }

  /// Between two colours: the first at 0, the second at 1.
  static func mix(_ one: OKLab, _ two: OKLab, _ part: Double) -> OKLab {
    OKLab(
      lightness: one.lightness + (two.lightness - one.lightness) * part,
      a: one.a + (two.a - one.a) * part, b: one.b + (two.b - one.b) * part)
  }
}
