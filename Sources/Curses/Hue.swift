import Stage

/// A role's colour: on a dark and on a light ground, and among the sixteen colours that people choose
/// in their terminal's settings, which are numbers; nil is the terminal's own colour of words.
struct Hue {
  let dark: Int
  let light: Int
  let sixteen: Int?
  let eight: Int?

  private init(_ dark: Int, _ light: Int, _ sixteen: Int?, _ eight: Int?) {
    (self.dark, self.light, self.sixteen, self.eight) = (dark, light, sixteen, eight)
  }

  /// Nil for numbers on a scale.
  init?(_ role: Role) {
    switch role {
    case .text: self.init(0xd7dae0, 0x22262c, nil, nil)
    case .faint, .rule: self.init(0x868d97, 0x666c75, 8, nil)  // grey
    case .title: self.init(0x7aa2ff, 0x2456c4, 12, 6)  // cornflower
    case .token: self.init(0x5fd0f0, 0x006f94, 6, 6)  // sky
    case .position: self.init(0xb48cff, 0x7a3fc8, 5, 5)  // violet
    case .query: self.init(0x59a8ff, 0x0065c2, 12, 4)  // blue
    case .key: self.init(0xffa34d, 0xa85400, 3, 3)  // orange
    case .value: self.init(0x45cfa0, 0x007355, 2, 2)  // sea green
    case .weight: self.init(0xd2aa70, 0x846246, 3, 3)  // sand
    case .activation: self.init(0x9dbbd8, 0x44617f, 6, 6)  // mist
    case .gradient: self.init(0xec84d8, 0xa8278f, 13, 5)  // orchid
    case .probability: self.init(0xb6d94c, 0x557300, 2, 2)  // lime
    case .answer: self.init(0x5fd35f, 0x137a1d, 2, 2)  // green
    case .chosen: self.init(0xffc24b, 0x8f6100, 11, 3)  // gold
    case .loss: self.init(0xff7085, 0xc2274a, 9, 1)  // coral
    case .warning: self.init(0xff5f52, 0xc92a1a, 1, 1)  // red
    case .share, .signed: return nil
    }
  }
}
