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
  case released(x: Int, y: Int)
  case wheelUp(x: Int, y: Int)
  case wheelDown(x: Int, y: Int)
}

/// What a part of the picture does when it is clicked.
public enum Touch: Equatable, Sendable {
  /// The same as this key.
  case key(Key)
  /// A slider: the place along the region's width, 0…1, is the value. Can be dragged.
  case slide(control: Int)
  /// One of several things: a token, a row, a tab.
  case pick(control: Int, item: Int)
}
