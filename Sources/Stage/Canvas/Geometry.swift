/// How many columns and rows there are; never negative.
public struct Size: Equatable, Hashable, Sendable {
  public let width: Int
  public let height: Int

  public init(_ width: Int, _ height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A cell of a picture, by column and row; may lie outside.
public struct Point: Hashable, Sendable {
  public let x: Int
  public let y: Int

  public init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells; the origin is the upper left corner. May be empty, never negative.
public struct Rect: Equatable, Hashable, Sendable {
  public var x: Int
  public var y: Int
  public let width: Int
  public let height: Int

  public init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var size: Size { Size(width, height) }
  public var right: Int { x + width }
  public var bottom: Int { y + height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  public func contains(x column: Int, y row: Int) -> Bool {
    column >= x && column < right && row >= y && row < bottom
  }

  func contains(_ point: Point) -> Bool { contains(x: point.x, y: point.y) }

  /// The part left after taking columns and rows off the sides.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(x + left, y + top, width - left - right, height - top - bottom)
  }
}
