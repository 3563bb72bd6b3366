import Stage
import Testing

@Suite struct ScaleTests {
  @Test func steps() {
    #expect(
      [-2, -1, -0.4, 0, 0.1, 0.4, 1, .infinity].map { Scale.signed(1).role($0) }
        == [-127, -127, -51, 0, 13, 51, 127, 127].map { .signed($0) })
    #expect(
      [-1, 0, 0.5, 1, .infinity].map { Scale.share.role($0) }
        == [0, 0, 128, 255, 255].map { .share($0) })
    #expect(Scale.share.role(.nan) == .warning && Scale.signed(1).role(.nan) == .warning)
    for scale in [0, -1, .nan, .infinity] { #expect(Scale.signed(scale).role(1) == .signed(0)) }
    let large = Double.greatestFiniteMagnitude
    #expect(Scale.signed(large).role(-large) == .signed(-127))
    #expect(Scale.signed(.leastNonzeroMagnitude).role(large) == .signed(127))
  }

  @Test func shades() {
    #expect(
      [-9, -0.5, 0, 0.1, 0.3, 0.8, 9].map { Scale.signed(1).shade($0) } == [
        "▓", "░", " ", " ", "·", "▒", "▓",
      ])
    #expect(Scale.share.shade(.nan) == "?")
  }

  @Test func figures() {
    #expect([0, 0.004, 0.327, 1].map { Scale.share.figure($0) } == ["0", "0", "33", "100"])
    #expect(
      [0.0, -0.001, 1.5, -99.99, 123.4, -1e30, .infinity, .nan].map { Scale.signed(1).figure($0) }
        == ["0.00", "0.00", "+1.50", "-99.99", "+123", "-1.0e+30", "inf", "nan"])
  }

  @Test func rolesAsLetters() {
    let canvas = Area.picture(Size(12, 2)) { area in
      area.text("a b", .token, .strong)
      area.text("c", x: 4, .chosen, .inverse)
      area.text(" ", x: 5, .chosen, [.inverse, .strong])
      area.text("u", x: 6, .text, .underlined)
      for (x, value) in [-1, -0.1, 0, 0.1, 1].enumerated() {
        area.put(" ", x: x, y: 1, Scale.signed(1).role(value), .inverse)
      }
      for (x, share) in [0, 0.5, 1].enumerated() {
        area.put(" ", x: x + 6, y: 1, Scale.share.role(share), .inverse)
      }
      area.halves(.signed(127), .signed(0), x: 10, y: 1)
    }
    #expect(canvas.roleLines == ["O O ⓒⒸ_     ", "₉₁019 ▁▅█ 9 "])
  }

  @Test func everyRoleHasALetterOfItsOwn() {
    let roles: [Role] = [
      .text, .faint, .title, .token, .position, .query, .key, .value, .weight, .activation,
      .gradient, .probability, .answer, .chosen, .loss, .warning,
    ]
    let emphases: [Emphasis] = [[], .strong, .inverse, [.strong, .inverse]]
    let canvas = Area.picture(Size(roles.count, emphases.count)) { area in
      for (y, emphasis) in emphases.enumerated() {
        for (x, role) in roles.enumerated() { area.put("x", x: x, y: y, role, emphasis) }
      }
    }
    #expect(Set(canvas.roleLines.joined()).count == roles.count * emphases.count)
  }
}
