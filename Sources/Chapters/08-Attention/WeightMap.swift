import Stage

/// A matrix of a layer's parameters at the moment, one of its rows marked.
struct WeightMap {
  let look: Look
  /// `attn_wq`
  let name: String
  /// What the title says behind the name.
  let says: String
  /// The marked row, and those that belong to it.
  let row: Int
  let own: Range<Int>

  /// The rows that it takes: title and matrix.
  var height: Int { 1 + look.scene.size.width }

  /// Larger ones are not drawn: one would see a part.
  static let most = 32

  func draw(in area: Area) {
    let scene = look.scene
    let count = scene.size.width
    let values = (0..<count).compactMap { scene.row($0, of: "layer\(look.layer).\(name)") }
    let end = area.text(name, .weight, .strong)
    area.text(says.cut(area.width - end - 2), x: end + 1, .faint)
    let digits = "\(count - 1)".columns
    let labels = values.indices.map { index in
      Text(
        "\(index)".paddedLeft(digits),
        index == row ? .chosen : own.contains(index) ? .text : .faint, index == row ? .strong : [])
    }
    var matrix = Matrix(values, scale: values.flatMap { $0 }.scale, rowLabels: labels)
    matrix.name = name
    matrix.names = { "layer\(look.layer).\(name)[\($0.row)][\($0.column)]" }
    matrix.draw(in: area.below(1))
  }
}
