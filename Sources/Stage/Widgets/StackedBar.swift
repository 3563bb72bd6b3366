/// Shares of a whole end to end, with an edge between each two, and a needle that falls on one.
///
///     StackedBar(
///       [.init("a", 0.6), .init("e", 0.3), .init("z", 0.1)],
///       needle: .init(0.7, label: "0.7 falls on e", hit: 1)
///     ).draw(in: area)
///
/// Below each part stands its label. Parts that are too narrow for a column of their own are told in
/// words, and a double edge stands where they are. The part that is hit always has a column, and the
/// needle points into it.
public struct StackedBar {
  public struct Part: Equatable, Sendable {
    public var label: String
    public var value: Double
    /// Where nil, two roles take turns.
    public var role: Role?

    public init(_ label: String, _ value: Double, _ role: Role? = nil) {
      self.label = label
      self.value = value
      self.role = role
    }
  }

  public struct Needle: Equatable, Sendable {
    /// 0…1 along the bar.
    public var place: Double
    /// Stands beside it.
    public var label: Text
    /// The part that it falls on; nil while it is on its way.
    public var hit: Int?

    public init(_ place: Double, label: Text = "", hit: Int? = nil) {
      self.place = place.isFinite ? max(0, min(1, place)) : 0
      self.label = label
      self.hit = hit
    }
  }

  /// Not negative, finite; [part]
  private let values: [Double]
  private let label: (Int) -> String
  private let role: (Int) -> Role?
  public let needle: Needle?
  /// What a part is, for whoever points at it; its label where nil.
  public var names: ((Int) -> String)?

  public init(_ parts: [Part], needle: Needle? = nil) {
    self.init(
      parts.map(\.value), label: { parts[$0].label }, role: { parts[$0].role }, needle: needle)
  }

  /// A bar of very many parts: only the label of one that is shown is asked for.
  public init(
    _ values: [Double], label: @escaping (Int) -> String, role: @escaping (Int) -> Role?,
    needle: Needle? = nil
  ) {
    self.values = values.map { $0.isFinite ? max(0, $0) : 0 }
    self.label = label
    self.role = role
    self.needle = needle
  }

  /// The columns of a part. Between two neighbours there may be parts that have none.
  private struct Block {
    let part: Int
    var columns: Range<Int>
  }

  /// Draws, from above: the needle if there is one, the bar, labels, and what is too narrow; as far
  /// as there is room, the bar first of all.
  public func draw(in area: Area) {
    let hasNeedle = needle != nil && area.height > 1
    let blocks = blocks(of: shares(in: area), width: area.width)
    let bar = hasNeedle ? area.below(1) : area
    let hasLabels = bar.height > 1
    for (place, block) in blocks.enumerated() {
      let label = label(block.part)
      let isHit = block.part == needle?.hit
      let role: Role =
        isHit ? .chosen : self.role(block.part) ?? (place % 2 == 0 ? .token : .probability)
      let emphasis: Emphasis = isHit ? [.inverse, .strong] : .inverse
      let cells = bar.row(0).part(Rect(block.columns.lowerBound, 0, block.columns.count, 1))
      cells.fill(" ", role, emphasis)
      let former = place == 0 ? -1 : blocks[place - 1].part
      let isCrowded = hides(former + 1..<block.part)
      if place > 0 || isCrowded { cells.put(isCrowded ? "║" : "▏", x: 0, y: 0, role, emphasis) }
      if place == blocks.count - 1, hides(block.part + 1..<values.count), cells.width > 1 {
        cells.put("║", x: cells.width - 1, y: 0, role, emphasis)
      }
      bar.top(2).part(Rect(block.columns.lowerBound, 0, block.columns.count, 2)).tells {
        [Reading(names?(block.part) ?? label, values[block.part])]
      }
      guard label.columns <= cells.width - (hasLabels || place == 0 ? 0 : 1) else { continue }
      if hasLabels {
        let below = bar.row(1).part(Rect(block.columns.lowerBound, 0, block.columns.count, 1))
        below.text(centred: label, isHit ? .chosen : .text, isHit ? .strong : [])
      } else {
        cells.text(label, x: (cells.width - label.columns + 1) / 2, role, emphasis)
      }
    }
    if blocks.isEmpty { bar.rule() }
    drawHidden(in: bar.below(2).row(0), blocks)
    if hasNeedle { drawNeedle(in: area.row(0), blocks) }
  }

  private func hides(_ range: Range<Int>) -> Bool { values[range].contains { $0 > 0 } }

  /// Edges between more parts than that do not travel.
  private static let most = 64

  /// How much of the whole each part is now; the same parts may be on their way from other shares.
  private func shares(in area: Area) -> [Double] {
    // Scaled down, so that the sum of very large numbers is finite.
    let values = values.map { $0 / Double(1 << 20) }
    let total = values.reduce(0, +)
    guard total > 0, total.isFinite else { return [] }
    let shares = values.map { $0 / total }
    guard area.hasMovement, shares.count <= StackedBar.most else { return shares }
    let labels = shares.indices.map(label).joined(separator: " ")
    return area.moving(.init("parts", labels), to: shares)
  }

  /// Each column belongs to the part that its middle lies in.
  private func blocks(of values: [Double], width: Int) -> [Block] {
    let total = values.reduce(0, +)
    guard total > 0, width > 0 else { return [] }
    var owners = [Int](repeating: values.count - 1, count: width)
    var (column, sum) = (0, 0.0)
    for (index, value) in values.enumerated() {
      if index == needle?.hit {
        let first = min(width - 1, Int(sum / total * Double(width)))
        let hasOne = (Double(max(column, first)) + 0.5) / Double(width) * total < sum + value
        if !hasOne {
          // It takes the column in which it begins, though most of that belongs to another part.
          owners[first] = index
          column = max(column, first + 1)
        }
      }
      sum += value
      while column < width, (Double(column) + 0.5) / Double(width) * total < sum {
        owners[column] = index
        column += 1
      }
    }
    var blocks: [Block] = []
    for (column, owner) in owners.enumerated() {
      if let last = blocks.indices.last, blocks[last].part == owner {
        blocks[last].columns = blocks[last].columns.lowerBound..<column + 1
      } else {
        blocks.append(Block(part: owner, columns: column..<column + 1))
      }
    }
    return blocks
  }

  private func drawHidden(in area: Area, _ blocks: [Block]) {
    let shown = Set(blocks.map(\.part))
    let hidden = values.indices.lazy.filter { values[$0] > 0 && !shown.contains($0) }
    guard !hidden.isEmpty, !blocks.isEmpty else { return }
    // As many as may be seen.
    let labels = hidden.prefix(area.width).map(label).joined(separator: " ")
    area.text("║ too narrow to show: \(labels)".cut(area.width), .faint)
  }

  private func drawNeedle(in area: Area, _ blocks: [Block]) {
    guard let needle, area.width > 0 else { return }
    let place = area.moving(.init("needle"), to: needle.place)
    var x = min(area.width - 1, Int(place * Double(area.width)))
    // At rest it points into the part that it hits.
    if place == needle.place, let hit = blocks.first(where: { $0.part == needle.hit }) {
      x = max(hit.columns.lowerBound, min(hit.columns.upperBound - 1, x))
    }
    area.put("▼", x: x, y: 0, .chosen, .strong)
    let isRight = x + 2 + needle.label.columns <= area.width
    if isRight {
      area.text(needle.label, x: x + 2, .chosen)
    } else {
      area.leading(x - 1).text(needle.label, .trailing, .chosen)
    }
  }
}
