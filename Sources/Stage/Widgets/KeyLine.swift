/// Which keys do what, as many as fit, each clickable.
public struct KeyLine: Equatable, Sendable {
  public struct Item: Equatable, Sendable {
    public let keys: String
    public let label: String
    /// The key that a click stands for; nil where there is not one alone.
    public let touch: Key?

    public init(_ keys: String, _ label: String, _ touch: Key?) {
      self.keys = keys
      self.label = label
      self.touch = touch
    }
  }

  /// The most important first.
  public let items: [Item]

  public init(_ items: [Item]) { self.items = items }

  /// Draws them in the first row: side by side with two blanks between them, or with one where not all
  /// fit, and no more than fit whole.
  public func draw(in area: Area) {
    let all = items.reduce(-2) { $0 + KeyLine.width($1) + 2 }
    let gap = all <= area.width ? 2 : 1
    var x = 0
    for item in items {
      guard x + KeyLine.width(item) <= area.width else { return }
      let label = area.text(item.keys, x: x, .chosen, .strong) + 1
      area.text(item.label, x: label, .faint)
      if let key = item.touch { area.part(Rect(x, 0, KeyLine.width(item), 1)).touch(.key(key)) }
      x += KeyLine.width(item) + gap
    }
  }

  private static func width(_ item: Item) -> Int { item.keys.columns + 1 + item.label.columns }
}
