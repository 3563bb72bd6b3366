/// A number that can be moved between two ends.
public struct Slider: Equatable, Sendable {
  public let value: Double
  public let range: ClosedRange<Double>
  public let isChosen: Bool
  /// The control that a drag moves.
  public let control: Int

  public init(_ value: Double, in range: ClosedRange<Double>, isChosen: Bool, control: Int) {
    self.value = value
    self.range = range
    self.isChosen = isChosen
    self.control = control
  }

  /// Draws it in the first row of a rectangle.
  public func draw(in rect: Rect, on canvas: inout Canvas) {
    guard rect.width > 1, rect.height > 0 else { return }
    let role: Role = isChosen ? .chosen : .faint
    canvas.fill(rect.row(0), "─", role)
    if range.contains(0) { canvas.put("┼", x: rect.x + column(of: 0, rect.width), y: rect.y, role) }
    let knob = rect.x + column(of: value, rect.width)
    canvas.put("●", x: knob, y: rect.y, isChosen ? .chosen : .activation, .strong)
    canvas.touch(rect.row(0), .slide(control: control))
  }

  private func column(of value: Double, _ width: Int) -> Int {
    guard value.isFinite, range.upperBound > range.lowerBound else { return 0 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return Int((max(0, min(1, share)) * Double(width - 1)).rounded())
  }
}
