/// A horizontal bar, drawn to an eighth of a cell.
public struct Bar: Equatable, Sendable {
  /// The length, 0…1 of the room.
  public let share: Double
  public let role: Role
  /// What it is the length of: a bar with a name travels to another length.
  public let name: String

  public init(_ share: Double, _ role: Role = .probability, name: String = "") {
    self.share = share.isFinite ? max(0, min(1, share)) : 0
    self.role = role
    self.name = name
  }

  private static let eighths: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// Draws it in all rows. What is above 0 leaves a trace, however small.
  public func draw(in area: Area, _ emphasis: Emphasis = []) {
    let share = name.isEmpty ? share : area.moving(.init("bar", name), to: share)
    var eighths = Int((share * Double(area.width) * 8).rounded())
    if share > 0 && eighths == 0 { eighths = 1 }
    let whole = eighths / 8
    area.leading(whole).fill("█", role, emphasis)
    guard eighths % 8 > 0 else { return }
    area.part(Rect(whole, 0, 1, area.height)).fill(Bar.eighths[eighths % 8 - 1], role, emphasis)
  }
}
