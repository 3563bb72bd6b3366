import Stage

/// A cosine as what it is the cosine of: two arrows and the angle between them.
struct AngleView {
  let cosine: Double
  /// What the arrows stand for.
  let one, other: Text

  /// The columns and rows that it needs at least.
  static let smallest = Size(13, 7)

  func draw(in area: Area) {
    guard cosine.isFinite, area.width >= AngleView.smallest.width,
      area.height >= AngleView.smallest.height
    else { return }
    // Both labels have a row of their own: a long one hides no arrow.
    area.text(Text("as arrows", .title).cut(area.width))
    // No higher than the arrows may be long: they stand right below the title.
    let rows = min(area.height - 3, (area.width + 3) / 4)
    let field = area.below(2).top(rows)
    let (width, height) = (field.width * 2, field.height * 4)
    let radius = Double(min(width / 2, height) - 1)
    let across = max(-1, min(1, cosine))
    let up = (1 - across * across).squareRoot()
    let middle = Double(width / 2)
    let floor = Double(height - 1)
    DotField(count: width * height, role: .activation) { index in
      let (x, y) = (Double(index % width) - middle, floor - Double(index / width))
      // How far along the second arrow, and how far beside it.
      let (along, beside) = (x * across + y * up, abs(x * up - y * across))
      if y < 0.5, x >= 0, x <= radius { return .lit }
      if beside < 0.6, along >= 0, along <= radius { return .lit }
      // The angle, from the first arrow round to the second.
      let distance = (x * x + y * y).squareRoot()
      let isBetween = distance > 0 && x / distance >= across
      return isBetween && abs(distance - radius / 3) < 0.5 ? .faint : .dark
    }.draw(in: field)
    area.text(one, endingAt: nil, y: 2 + rows)
    let x = Int((middle + across * radius) / 2)
    let y = max(1, 1 + Int((floor - up * radius) / 4))
    area.text(other, x: max(0, min(area.width - other.columns, x - other.columns / 2)), y: y)
  }
}
