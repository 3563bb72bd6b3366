/// x = wte[token] + wpe[position] at each position.
final class Embedding: Part {
  let wte: Weights  // [vocabulary][width]
  let wpe: Weights  // [block][width]
  let x: Vectors  // [width]
  /// The gradient with positions and numbers exchanged: [width / 8][position][width % 8].
  private let turned: Plane
  /// The gradient of `wte`, [width / 8][vocabulary][width % 8]; all 0 between steps.
  private let tokenGrad: Plane

  init(wte: Weights, wpe: Weights, _ x: Vectors, turned: Plane, tokenGrad: Plane) {
    self.wte = wte
    self.wpe = wpe
    self.x = x
    self.turned = turned
    self.tokenGrad = tokenGrad
  }

  func forward(_ passage: Passage) {
    for block in 0..<x.width.roundedUp(to: 8) / 8 {
      for position in 0..<passage.chunks.upperBound &* Lanes.count {
        // x = wte[token] + wpe[position]; behind the document's end it is 0
        turned[position, chunk: block] =
          position < passage.count
          ? wte[passage.token(position), block: block] + wpe[position, block: block] : .zero
      }
      for chunk in passage.chunks {
        turned.turned(row: chunk &* 8, chunk: block, into: x.data, row: block &* 8, chunk: chunk)
      }
    }
  }

  func backward(_ passage: Passage, _ adam: FastAdam) {
    for block in 0..<x.width.roundedUp(to: 8) / 8 {
      for chunk in passage.chunks {
        x.grad.turned(row: block &* 8, chunk: chunk, into: turned, row: chunk &* 8, chunk: block)
      }
      for position in 0..<passage.count {
        // ∂wte[token] += ∂x
        tokenGrad[passage.token(position), chunk: block] += turned[position, chunk: block]
      }
      for token in 0..<wte.rows {
        wte.update(
          row: token, column: block &* 8, gradient: tokenGrad[token, chunk: block], by: adam)
        tokenGrad[token, chunk: block] = .zero
      }
      for position in 0..<wpe.rows {
        // ∂wpe[position] = ∂x
        let grad = position < passage.count ? turned[position, chunk: block] : .zero
        wpe.update(row: position, column: block &* 8, gradient: grad, by: adam)
      }
    }
  }
}
