/// How often numbers fall into each of equal parts of an axis, as columns.
///
///     Histogram(losses, axis: Axis(0, 5), role: .loss).draw(in: area)
///
/// There are as many parts as columns of the terminal, or `bins` of them where that is fewer. What
/// lies outside of the axis is told below it.
public struct Histogram: Equatable, Sendable {
  public var values: [Double]
  public var axis: Axis
  public var bins: Int
  public var role: Role
  /// A number whose part is lit.
  public var marked: Double?

  public init(
    _ values: [Double], axis: Axis? = nil, bins: Int = .max, role: Role = .activation,
    marked: Double? = nil
  ) {
    self.values = values
    self.axis = axis ?? Axis(holding: values)
    self.bins = max(1, bins)
    self.role = role
    self.marked = marked
  }

  /// How many numbers fall into each of `bins` parts; a number between two counts for the right one.
  public func counts(bins: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: max(0, bins))
    for value in values {
      if let bin = bin(of: value, bins) { counts[bin] += 1 }
    }
    return counts
  }

  private func bin(of value: Double, _ bins: Int) -> Int? {
    guard bins > 0 else { return nil }
    return axis.share(value).map { min(bins - 1, Int($0 * Double(bins))) }
  }

  private static let eighths: [Unicode.Scalar] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws the columns to an eighth of a cell, the highest as high as there is room.
  public func draw(in area: Area) {
    guard area.width > 0, area.height > 0 else { return }
    let hasFoot = area.height > 2
    let plot = hasFoot ? area.inset(bottom: 1) : area
    let bins = min(bins, plot.width)
    let wide = plot.width / bins
    let counts = counts(bins: bins)
    let most = max(1, counts.max() ?? 0)
    let lit = marked.flatMap { bin(of: $0, bins) }
    // Even one number leaves a trace.
    let goals = counts.map { $0 > 0 ? Double(max(1, $0 * plot.height * 8 / most)) : 0 }
    for (bin, height) in plot.moving(.init("columns"), to: goals).enumerated() {
      let eighths = Int(height.rounded())
      let role: Role = bin == lit ? .chosen : role
      for row in 0..<(eighths + 7) / 8 {
        let part = min(8, eighths - row * 8)
        plot.part(Rect(bin * wide, plot.height - 1 - row, wide, 1))
          .fill(Histogram.eighths[part - 1], role)
      }
      plot.part(Rect(bin * wide, 0, wide, plot.height))
        .tells(marking: plot.part(Rect(bin * wide, plot.height - 1, wide, 1))) {
          let width = (axis.upper - axis.lower) / Double(bins)
          let from = axis.lower + Double(bin) * width
          let name = "how many from \(from.shown(3)) to \((from + width).shown(3))"
          return [Reading(name, Double(counts[bin]))]
        }
    }
    guard hasFoot else { return }
    let foot = area.leading(bins * wide).row(area.height - 1)
    let outside = values.count - counts.reduce(0, +)
    let right = Axis.figure(axis.upper, digits: 1)
    let left = foot.text(Axis.figure(axis.lower, digits: 1), .faint)
    foot.text(right, endingAt: nil, .faint)
    let words = outside == 0 ? "" : "\(outside.grouped) outside"
    if left + words.columns + right.columns + 2 <= foot.width { foot.text(centred: words, .faint) }
  }
}
