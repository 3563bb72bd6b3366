/// How many columns and rows there are; never negative.
public struct Size: Equatable, Hashable, Sendable {
  public let width: Int
  public let height: Int

  public init(_ width: Int, _ height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
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

  /// The part left after taking so many cells off each side.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(x + left, y + top, width - left - right, height - top - bottom)
  }

  /// The upper rows, at most `height` of them.
  public func top(_ rows: Int) -> Rect { Rect(x, y, width, min(height, rows)) }

  /// All but the upper rows.
  public func below(_ rows: Int) -> Rect { inset(top: min(max(0, rows), height)) }

  /// The left columns, at most `columns` of them.
  public func leading(_ columns: Int) -> Rect { Rect(x, y, min(width, columns), height) }

  /// All but the left columns.
  public func trailing(from columns: Int) -> Rect { inset(left: min(max(0, columns), width)) }

  /// One row, counted from the top; empty where there is none.
  public func row(_ index: Int) -> Rect {
    Rect(x, y + index, width, index >= 0 && index < height ? 1 : 0)
  }

  /// A rectangle of this size in the middle, cut where it does not fit.
  public func centred(_ width: Int, _ height: Int) -> Rect {
    let (w, h) = (min(width, self.width), min(height, self.height))
    return Rect(x + (self.width - w) / 2, y + (self.height - h) / 2, w, h)
  }
}
