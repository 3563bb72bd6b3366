import MicroGPT
import Stage

/// What the heads brought back, what attn_wo makes of it, and the sum with what was there.
struct HeadsView {
  let look: Look
  let stream: StreamVector
  let index: Int
  /// How much of the movement is done, 0…1.
  let progress: Double

  private var layer: Activations<Double>.Layer { look.layer(at: look.position) }
  private var size: ModelSize { look.scene.size }

  func values(_ vector: StreamVector) -> [Double] {
    switch vector {
    case .heads: layer.xAttn
    case .output: layer.attentionOutput
    case .before: look.stream(at: look.position)
    case .after: layer.afterAttention
    }
  }

  /// The chosen number.
  var site: Site {
    switch stream {
    case .heads:
      Site(
        .headOutput, layer: look.layer, head: index / size.headWidth, position: look.position,
        index: index % size.headWidth)
    case .output: Site(.attentionOutput, layer: look.layer, position: look.position, index: index)
    case .before:
      look.layer == 0
        ? Site(.input, position: look.position, index: index)
        : Site(.afterMLP, layer: look.layer - 1, position: look.position, index: index)
    case .after: Site(.afterAttention, layer: look.layer, position: look.position, index: index)
    }
  }

  private static let all: [(vector: StreamVector, name: Text, sign: String)] = [
    (.heads, Text("heads", .value, .strong), ""),
    (.output, Text("mixed by attn_wo", .weight, .strong), "="),
    (.before, Text("before", .activation, .strong), "+"),
    (.after, Text("after", .activation, .strong), "="),
  ]

  func draw(in area: Area) {
    let names = 2 + (HeadsView.all.map(\.name.columns).max() ?? 0)
    // Two rows for each vector, with a line between them, where there is room.
    let isHigh = area.height >= 12
    let rows = area.height >= 8 ? 2 : 1
    let shown = 1 + min(3, Int(progress * 4))
    var y = 0
    for (place, entry) in HeadsView.all.enumerated() where place < shown {
      let isChosen = entry.vector == stream
      let vector = values(entry.vector)
      let line = area.below(y).top(rows)
      let name: Text = "\(entry.sign.padded(2), .faint)\(entry.name)"
      let used = VectorStrip(
        name, vector, scale: vector.scale, cursor: isChosen ? index : nil,
        targets: { Target(TalkingTokens.Spot.stream(entry.vector, index: $0)) },
        names: { "\(entry.name.string), number \($0) at position \(look.position)" }
      ).draw(in: line, nameColumns: names)
      y += used
      guard isHigh else { continue }
      if place == 0 {
        drawBounds(in: area.row(y).trailing(from: names + 1), values: vector.count, rows: used)
      }
      y += 1
    }
    guard area.height > y + 6 else { return }
    drawProduct(in: area.below(y))
    let map = WeightMap(
      look: look, name: "attn_wo",
      says: "each row makes one number of the mixture; \(size.headWidth) columns for each head",
      row: index, own: 0..<size.width)
    let rest = area.below(y + size.heads + 3)
    if map.height <= WeightMap.most, rest.height >= map.height { map.draw(in: rest) }
  }

  /// Below the heads' numbers: whose they are, where all stand in one row.
  private func drawBounds(in area: Area, values: Int, rows: Int) {
    guard rows == 1, area.width >= 6 * values else {
      area.text("\(size.heads) × \(size.headWidth) numbers, head by head", .faint)
      return
    }
    for head in 0..<size.heads {
      let width = 6 * size.headWidth
      let part = area.part(Rect(head * width, 0, width - 1, 1))
      part.fill("─", .faint)
      part.text(centred: " head \(head) ", .faint)
    }
  }

  /// How the chosen number of the output is made.
  private func drawProduct(in area: Area) {
    let name = "layer\(look.layer).attn_wo"
    guard let row = look.scene.row(index, of: name) else { return }
    let heads = values(.heads)
    // What each head adds to it.
    let parts = (0..<size.heads).map { head in
      (head * size.headWidth..<(head + 1) * size.headWidth).reduce(0) { $0 + row[$1] * heads[$1] }
    }
    area.text(
      "number \(index) of the mixture: what each head adds to it, through row \(index) of attn_wo",
      .title)
    let most = parts.map(\.magnitude).max() ?? 1
    let rows = parts.enumerated().map { head, part in
      BarList.Row(Text("head \(head)", .value), part, Text(part.brief), role: .value)
    }
    BarList(
      rows + [
        .init("together", values(.output)[index], Text(values(.output)[index].brief), role: .chosen)
      ], scale: max(most, values(.output)[index].magnitude), isSigned: true,
      names: { $0 < parts.count ? "what head \($0) adds to number \(index)" : "number \(index)" }
    ).draw(in: area.below(1).leading(70))
  }
}
