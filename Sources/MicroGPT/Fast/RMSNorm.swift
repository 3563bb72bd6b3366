/// y = x · s with s = 1 / √(mean of x² + 10⁻⁵) at each position.
final class RMSNorm: Part {
  let x: Vectors  // [width]
  let y: Vectors  // [width]
  /// s, [1]
  private let scale: Plane
  /// Whether x already has a gradient, from the residual, to which this one is added.
  private let addsGradient: Bool

  init(_ x: Vectors, _ y: Vectors, scale: Plane, addsGradient: Bool) {
    self.x = x
    self.y = y
    self.scale = scale
    self.addsGradient = addsGradient
  }

  /// A chunk of positions is a unit.
  func forwardUnits(_ example: Example) -> Units {
    Units(count: example.chunks.count, products: 2 * x.width * Lanes.count)
  }

  func backwardUnits(_ example: Example) -> Units { forwardUnits(example) }

  func forward(_ example: Example, _ units: Range<Int>) {
    let width = Double(x.width)
    for chunk in units.units(count: example.chunks.count) {
      var squares = Lanes.zero
      for i in 0..<x.width {
        squares = squares.adding(x.data[i, chunk: chunk], times: x.data[i, chunk: chunk])
      }
      let s = 1 / (squares / width + 1e-5).squareRoot()
      // y = s · x
      for i in 0..<x.width { y.data[i, chunk: chunk] = s * x.data[i, chunk: chunk] }
      scale[0, chunk: chunk] = s
    }
  }

  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>) {
    let width = Double(x.width)
    for chunk in units.units(count: example.chunks.count) {
      var products = Lanes.zero
      for i in 0..<x.width {
        products = products.adding(y.grad[i, chunk: chunk], times: y.data[i, chunk: chunk])
      }
      let mean = products / width
      let s = scale[0, chunk: chunk]
      // ∂x = s · (∂y − y · mean of ∂y · y); the second term is there because s depends on all of x
      for i in 0..<x.width {
        let difference = y.grad[i, chunk: chunk].adding(-mean, times: y.data[i, chunk: chunk])
        let before = addsGradient ? x.grad[i, chunk: chunk] : .zero
        x.grad[i, chunk: chunk] = before.adding(s, times: difference)
      }
    }
  }
}
