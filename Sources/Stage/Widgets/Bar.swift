/// A horizontal bar, drawn to an eighth of a cell.
public struct Bar: Equatable, Sendable {
  /// The length, 0…1 of the room.
  public let share: Double
  public let role: Role

  public init(_ share: Double, _ role: Role = .probability) {
    self.share = share.isFinite ? max(0, min(1, share)) : 0
    self.role = role
  }

  private static let eighths: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// Draws it in the first row. What is above 0 leaves a trace, however small.
  public func draw(in rect: Rect, on canvas: inout Canvas, _ emphasis: Emphasis = []) {
    guard rect.height > 0 else { return }
    var eighths = Int((share * Double(rect.width) * 8).rounded())
    if share > 0 && eighths == 0 { eighths = 1 }
    let whole = eighths / 8
    for x in 0..<min(whole, rect.width) {
      canvas.put("█", x: rect.x + x, y: rect.y, role, emphasis)
    }
    if eighths % 8 > 0 && whole < rect.width {
      canvas.put(Bar.eighths[eighths % 8 - 1], x: rect.x + whole, y: rect.y, role, emphasis)
    }
  }
}
