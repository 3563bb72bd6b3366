/// y = W · x at each position; with a residual, y = residual + W · x.
final class Linear: Part {
  let weights: Weights  // [output][input]
  let x: Vectors  // [input]
  let y: Vectors  // [output]
  /// What is added. Its gradient is that of the sum, so the two share their memory.
  private let residual: Plane?
  /// x with positions and numbers exchanged: [input / 8][position][input % 8].
  private let turned: Plane

  init(_ weights: Weights, _ x: Vectors, _ y: Vectors, plus residual: Plane? = nil, turned: Plane) {
    self.weights = weights
    self.x = x
    self.y = y
    self.residual = residual
    self.turned = turned
  }

  func forward(_ passage: Passage) {
    for chunk in passage.chunks {
      for row in stride(from: 0, to: weights.rows, by: 4) {  // py 95
        var sums =
          residual.map { FourSums(rows: row, of: $0, chunk: chunk) } ?? .zero
        // y[row] = Σₖ W[row][k] · x[k]
        sums.add(
          weights.rows(from: row), times: x.data.address(0, chunk), count: weights.columns)
        sums.store(rows: row, of: y.data, chunk: chunk)
      }
    }
  }

  func backward(_ passage: Passage, _ adam: FastAdam) {
    for chunk in passage.chunks {
      for column in stride(from: 0, to: weights.columns, by: 4) {  // py 72
        var sums = FourSums.zero
        // ∂x[column] = Σₖ W[k][column] · ∂y[k]
        sums.add(
          weights.columns(from: column), times: y.grad.address(0, chunk), count: weights.rows)
        sums.store(rows: column, of: x.grad, chunk: chunk)
      }
    }
    update(passage, adam)
  }

  /// The gradient of the weights, and what Adam makes of it: at once, while it is in registers.
  private func update(_ passage: Passage, _ adam: FastAdam) {
    for block in 0..<weights.columns.roundedUp(to: 8) / 8 {
      for chunk in passage.chunks {
        x.data.turned(row: block &* 8, chunk: chunk, into: turned, row: chunk &* 8, chunk: block)
      }
    }
    for row in stride(from: 0, to: weights.rows, by: 4) {
      for column in stride(from: 0, to: weights.columns, by: Lanes.count) {
        var sums = FourSums.zero
        var chunk = 0
        var left = passage.count
        while left > 0 {
          // ∂W[row][column …] = Σₚ ∂y[row][p] · x[column …][p]
          sums.add(
            y.grad.rows(from: row, chunk: chunk),
            times: turned.address(chunk &* 8, column &>> 3), count: min(left, 8))
          chunk &+= 1
          left &-= 8
        }
        weights.update(row: row, column: column, gradient: sums.a, by: adam)
        weights.update(row: row &+ 1, column: column, gradient: sums.b, by: adam)
        weights.update(row: row &+ 2, column: column, gradient: sums.c, by: adam)
        weights.update(row: row &+ 3, column: column, gradient: sums.d, by: adam)
      }
    }
  }
}

extension Weights {
  /// Four rows, number by number.
  @inline(__always)
  func rows(from row: Int) -> Scalars {
    Scalars(start: value + offset(row, 0), nextRow: stride, next: 8)
  }

  /// Four columns, number by number: rows of the transpose.
  @inline(__always)
  func columns(from column: Int) -> Scalars {
    Scalars(start: value + offset(0, column), nextRow: 8, next: stride)
  }
}
