extension Canvas {
  /// The roles as a second picture: a letter for each cell, so that a test reads them beside `lines`.
  ///
  /// | role | letter | role | letter | role | letter |
  /// |---|---|---|---|---|---|
  /// | text | `e` | query | `q` | answer | `n` |
  /// | faint, rule | `f` | key | `k` | chosen | `c` |
  /// | title | `t` | value | `v` | loss | `l` |
  /// | token | `o` | weight | `w` | warning | `x` |
  /// | position | `p` | activation | `a` | share | `▁` to `█` |
  /// | gradient | `g` | probability | `b` | signed | `0` to `9`, below zero `₁` to `₉` |
  ///
  /// What is strong has a capital letter, what is inverse a circle: `ⓒ`, `Ⓒ`; what is underlined
  /// is `_`. A blank in plain text is a blank. A cell of two
  /// pixels has the letter of the upper one.
  public var roleLines: [String] {
    (0..<size.height).map { y in
      var line = String.UnicodeScalarView()
      for x in 0..<size.width { line.append(self[x, y].letter) }
      return String(line)
    }
  }
}

extension Cell {
  fileprivate var letter: Unicode.Scalar {
    if emphasis.contains(.underlined) { return "_" }
    if glyph == " " && emphasis.isDisjoint(with: [.inverse, .shade]) && lower == nil { return " " }
    switch role {
    case .share(let step): return scalar(0x2581 + UInt32(step) / 32)
    case .signed(let step):
      let level = (UInt32(step.magnitude) * 9 + 63) / 127
      return scalar((step < 0 && level > 0 ? 0x2080 : 0x30) + level)
    default: break
    }
    let index = role.plainLetter.value - 0x61
    switch (emphasis.contains(.inverse), emphasis.contains(.strong)) {
    case (false, false): return role.plainLetter
    case (false, true): return scalar(0x41 + index)
    case (true, false): return scalar(0x24d0 + index)
    case (true, true): return scalar(0x24b6 + index)
    }
  }

  private func scalar(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(value) ?? "?" }
}

extension Role {
  fileprivate var plainLetter: Unicode.Scalar {
    switch self {
    case .text: "e"
    case .faint, .rule: "f"
    case .title: "t"
    case .token: "o"
    case .position: "p"
    case .query: "q"
    case .key: "k"
    case .value: "v"
    case .weight: "w"
    case .activation: "a"
    case .gradient: "g"
    case .probability: "b"
    case .answer: "n"
    case .chosen: "c"
    case .loss: "l"
    case .warning: "x"
    case .share: "s"
    case .signed: "z"
    }
  }
}
