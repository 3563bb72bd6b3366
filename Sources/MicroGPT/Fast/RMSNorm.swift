/// y = x · s with s = 1 / √(mean of x² + 10⁻⁵) at each position.
final class RMSNorm: Part {
  let x: Vectors  // [width]
  let y: Vectors  // [width]
  /// s, [1].
  private let scale: Plane
  /// Whether x has a gradient by another way already, the residual, to which this one is added.
  private let adds: Bool

  init(_ x: Vectors, _ y: Vectors, scale: Plane, adds: Bool) {
    self.x = x
    self.y = y
    self.scale = scale
    self.adds = adds
  }

  func forward(_ passage: Passage) {
    let width = Double(x.width)
    for chunk in passage.chunks {
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

  func backward(_ passage: Passage, _ adam: FastAdam) {
    let width = Double(x.width)
    for chunk in passage.chunks {
      var products = Lanes.zero
      for i in 0..<x.width {
        products = products.adding(y.grad[i, chunk: chunk], times: y.data[i, chunk: chunk])
      }
      let mean = products / width
      let s = scale[0, chunk: chunk]
      // ∂x = s · (∂y − y · mean of ∂y · y): s depends on every number of x
      for i in 0..<x.width {
        let bent = y.grad[i, chunk: chunk].adding(-mean, times: y.data[i, chunk: chunk])
        let before = adds ? x.grad[i, chunk: chunk] : .zero
        x.grad[i, chunk: chunk] = before.adding(s, times: bent)
      }
    }
  }
}
