/// x = max(0, x), in place.
final class ReLU: Part {
  let x: Vectors

  init(_ x: Vectors) { self.x = x }

  /// A chunk of positions is a unit.
  func forwardUnits(_ example: Example) -> Units {
    Units(count: example.chunks.count, products: x.width * Lanes.count)
  }

  func backwardUnits(_ example: Example) -> Units { forwardUnits(example) }

  func forward(_ example: Example, _ units: Range<Int>) {
    for chunk in units.units(count: example.chunks.count) {
      for i in 0..<x.width {
        let before = x.data[i, chunk: chunk]
        // x = max(0, x)
        x.data[i, chunk: chunk] = before.replacing(with: 0, where: before .<= 0)
      }
    }
  }

  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>) {
    for chunk in units.units(count: example.chunks.count) {
      for i in 0..<x.width {
        let after = x.data[i, chunk: chunk]
        // ∂x = ∂x where x was above 0, else 0
        let grad = x.grad[i, chunk: chunk]
        x.grad[i, chunk: chunk] = grad.replacing(with: 0, where: after .<= 0)
      }
    }
  }
}
