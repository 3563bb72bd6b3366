/// What a person did.
public enum Event: Equatable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text that was pasted, as it came.
  case pasted(String)
  case resized(Size)
}

/// A key. Letters carry their case; Shift-Tab is `backTab`.
public enum Key: Hashable, Sendable {
  case character(Character)
  case left, right, up, down
  case home, end, pageUp, pageDown
  case tab, backTab, enter, escape, backspace, delete
}

/// What the mouse did, at a column and a row counted from the upper left.
public enum Mouse: Equatable, Sendable {
  case pressed(x: Int, y: Int)
  case dragged(x: Int, y: Int)
  /// Without a button held.
  case moved(x: Int, y: Int)
  case released(x: Int, y: Int)
  case wheelUp(x: Int, y: Int)
  case wheelDown(x: Int, y: Int)
}

/// What a part of the picture does when it is clicked.
public enum Touch: Equatable, Sendable {
  /// The same as this key.
  case key(Key)
  /// A slider: the place along the region's width, 0…1, is the value. Can be dragged.
  case slide(Target)
  /// One of several things: a token, a row, a tab.
  case pick(Target)
}

/// What a click means to whoever drew there: a value of the drawer's own type, so that nobody needs to
/// compare numbers.
public struct Target: Hashable, Sendable {
  private let value: any Hashable & Sendable

  public init(_ value: some Hashable & Sendable) { self.value = value }

  /// The value, where it is of this type.
  public func value<Value>(as type: Value.Type = Value.self) -> Value? { value as? Value }

  /// Whether both are values of one type.
  public func isAlike(_ other: Target) -> Bool { type(of: value) == type(of: other.value) }

  public static func == (one: Target, other: Target) -> Bool { one.value.equals(other.value) }

  public func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

extension Hashable {
  /// Whether the other is of the same type and equal.
  fileprivate func equals(_ other: any Hashable) -> Bool { other as? Self == self }
}
