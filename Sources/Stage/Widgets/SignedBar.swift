/// A horizontal bar that begins at a line in the middle: to the left below zero, to the right above.
public struct SignedBar: Equatable, Sendable {
  /// The length, −1…1 of the room on a side.
  public let share: Double
  public let role: Role
  /// What it is the length of: a bar with a name travels to another length.
  public let name: String

  public init(_ share: Double, _ role: Role = .activation, name: String = "") {
    self.share = share.isNaN ? 0 : max(-1, min(1, share))
    self.role = role
    self.name = name
  }

  /// Draws it in all rows. To the left it is drawn to half a cell: there are no other glyphs.
  public func draw(in area: Area, _ emphasis: Emphasis = []) {
    let side = (area.width - 1) / 2
    guard side > 0 else { return }
    area.part(Rect(side, 0, 1, area.height)).fill("│", .faint)
    let share = name.isEmpty ? share : area.moving(.init("signed bar", name), to: share)
    if share >= 0 {
      Bar(share, role).draw(in: area.part(Rect(side + 1, 0, side, area.height)), emphasis)
      return
    }
    let halves = Int((-share * Double(side) * 2).rounded())
    let whole = halves / 2
    area.part(Rect(side - whole, 0, whole, area.height)).fill("█", role, emphasis)
    let end = area.part(Rect(side - 1 - whole, 0, 1, area.height))
    if halves == 0 { end.fill("▕", role, emphasis) }
    if halves % 2 == 1 { end.fill("▐", role, emphasis) }
  }
}
