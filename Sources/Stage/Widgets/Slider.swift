/// A number that can be moved between two ends.
public struct Slider: Equatable, Sendable {
  public let value: Double
  public let range: ClosedRange<Double>
  public let isChosen: Bool
  /// What a drag moves.
  public let target: Target

  public init(_ value: Double, in range: ClosedRange<Double>, isChosen: Bool, target: Target) {
    self.value = value
    self.range = range
    self.isChosen = isChosen
    self.target = target
  }

  /// Draws it in the first row.
  public func draw(in area: Area) {
    let line = area.row(0)
    guard line.width > 1 else { return }
    let role: Role = isChosen ? .chosen : .faint
    line.rule(role)
    if range.contains(0) { line.put("┼", x: column(of: 0, line.width), y: 0, role) }
    let shown = area.moving(.init("slider", "", target.hashValue), to: value)
    let knob = column(of: shown, line.width)
    line.put("●", x: knob, y: 0, isChosen ? .chosen : .activation, .strong)
    line.touch(.slide(target))
  }

  private func column(of value: Double, _ width: Int) -> Int {
    guard value.isFinite, range.upperBound > range.lowerBound else { return 0 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return Int((max(0, min(1, share)) * Double(width - 1)).rounded())
  }
}
