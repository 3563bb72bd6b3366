/// Which keys do what, as many as fit, each clickable.
public struct KeyLine: Equatable, Sendable {
  public struct Item: Equatable, Sendable {
    public let keys: String
    public let label: String
    public let touch: Key

    public init(_ keys: String, _ label: String, _ touch: Key) {
      self.keys = keys
      self.label = label
      self.touch = touch
    }
  }

  /// The most important first.
  public let items: [Item]

  public init(_ items: [Item]) { self.items = items }

  /// Draws them in the first row.
  public func draw(in area: Area) {
    var x = 0
    for item in items {
      let width = item.keys.columns + 1 + item.label.columns
      guard x + width <= area.width else { return }
      let label = area.text(item.keys, x: x, .chosen, .strong) + 1
      area.text(item.label, x: label, .faint)
      area.part(Rect(x, 0, width, 1)).touch(.key(item.touch))
      x += width + 2
    }
  }
}
