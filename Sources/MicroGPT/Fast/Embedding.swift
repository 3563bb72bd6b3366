/// x = wte[token] + wpe[position] at each position.
final class Embedding: Part {
  let wte: Weights  // [vocabulary][width]
  let wpe: Weights  // [blockSize][width]
  let x: Vectors  // [width]
  /// x, or its gradient, transposed: [width / 8][position][width % 8].
  private let transposed: Plane
  /// The gradient of `wte`, [width / 8][vocabulary][width % 8]; all 0 between steps.
  private let tokenGrad: Plane

  init(wte: Weights, wpe: Weights, _ x: Vectors, transposed: Plane, tokenGrad: Plane) {
    self.wte = wte
    self.wpe = wpe
    self.x = x
    self.transposed = transposed
    self.tokenGrad = tokenGrad
  }

  /// Eight columns are a unit.
  func forwardUnits(_ example: Example) -> Units {
    Units(count: columnChunks, products: Lanes.count * example.places)
  }

  /// The same; all tokens and positions are moved.
  func backwardUnits(_ example: Example) -> Units {
    Units(count: columnChunks, products: 4 * Lanes.count * (wte.rows + wpe.rows))
  }

  private var columnChunks: Int { x.width.roundedUp(to: 8) / 8 }

  func forward(_ example: Example, _ units: Range<Int>) {
    for columnChunk in units.units(count: columnChunks) {
      for position in 0..<example.chunks.upperBound &* Lanes.count {
        // x = wte[token] + wpe[position]; after the end of the document it is 0
        transposed[position, chunk: columnChunk] =
          position < example.count
          ? wte[example.token(position), chunk: columnChunk] + wpe[position, chunk: columnChunk]
          : .zero
      }
      for chunk in example.chunks {
        transposed.transpose(
          row: chunk &* 8, chunk: columnChunk, into: x.data, row: columnChunk &* 8, chunk: chunk)
      }
    }
  }

  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>) {
    for columnChunk in units.units(count: columnChunks) {
      for chunk in example.chunks {
        x.grad.transpose(
          row: columnChunk &* 8, chunk: chunk, into: transposed, row: chunk &* 8,
          chunk: columnChunk)
      }
      for position in 0..<example.count {
        // ∂wte[token] += ∂x
        tokenGrad[example.token(position), chunk: columnChunk] +=
          transposed[position, chunk: columnChunk]
      }
      for token in 0..<wte.rows {
        wte.update(
          row: token, column: columnChunk &* 8, gradient: tokenGrad[token, chunk: columnChunk],
          by: adam)
        tokenGrad[token, chunk: columnChunk] = .zero
      }
      for position in 0..<wpe.rows {
        // ∂wpe[position] = ∂x
        let grad = position < example.count ? transposed[position, chunk: columnChunk] : .zero
        wpe.update(row: position, column: columnChunk &* 8, gradient: grad, by: adam)
      }
    }
  }
}
