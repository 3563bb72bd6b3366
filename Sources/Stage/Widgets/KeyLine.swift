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

  public func draw(in rect: Rect, on canvas: inout Canvas) {
    guard rect.height > 0 else { return }
    var x = rect.x
    for item in items {
      let width = item.keys.columns + 1 + item.label.columns
      guard x + width <= rect.right else { return }
      let label = canvas.text(item.keys, x: x, y: rect.y, .chosen, .strong, clip: rect) + 1
      canvas.text(item.label, x: label, y: rect.y, .faint, clip: rect)
      canvas.touch(Rect(x, rect.y, width, 1), .key(item.touch))
      x += width + 2
    }
  }
}
