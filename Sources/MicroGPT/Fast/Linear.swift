/// y = W · x at each position; with a residual, y = residual + W · x.
final class Linear: Part {
  let weights: Weights  // [output][input]
  let x: Vectors  // [input]
  let y: Vectors  // [output]
  /// What is added, nil where there is no residual. Its gradient is the gradient of the sum, so the
  /// two share their memory.
  private let residual: Plane?
  /// x transposed: [input / 8][position][input % 8].
  private let transposed: Plane

  init(
    _ weights: Weights, _ x: Vectors, _ y: Vectors, plus residual: Plane? = nil, transposed: Plane
  ) {
    self.weights = weights
    self.x = x
    self.y = y
    self.residual = residual
    self.transposed = transposed
  }

  /// Four rows are a unit.
  func forwardUnits(_ example: Example) -> Units {
    Units(count: fours(weights.rows), products: 4 * weights.columns * example.places)
  }

  /// Four columns are a unit, and then four rows.
  func backwardUnits(_ example: Example) -> Units {
    Units(
      count: fours(weights.columns) + fours(weights.rows),
      products: 4 * max(weights.rows, weights.columns) * example.places)
  }

  private func fours(_ count: Int) -> Int { (count &+ 3) &>> 2 }

  func forward(_ example: Example, _ units: Range<Int>) {
    let fours = units.units(count: fours(weights.rows))
    for chunk in example.chunks {  // py 95
      for row in stride(from: fours.lowerBound &* 4, to: fours.upperBound &* 4, by: 4) {
        var sums =
          residual.map { FourSums(rows: row, of: $0, chunk: chunk) } ?? .zero
        // y[row] = Σₖ W[row][k] · x[k]
        sums.add(
          weights.rows(from: row), times: x.data.address(0, chunk), count: weights.columns)
        sums.store(rows: row, of: y.data, chunk: chunk)
      }
    }
  }

  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>) {
    let fours = units.units(count: fours(weights.columns))
    for chunk in example.chunks {  // py 72
      for column in stride(from: fours.lowerBound &* 4, to: fours.upperBound &* 4, by: 4) {
        var sums = FourSums.zero
        // ∂x[column] = Σₖ W[k][column] · ∂y[k]
        sums.add(
          weights.columns(from: column), times: y.grad.address(0, chunk), count: weights.rows)
        sums.store(rows: column, of: x.grad, chunk: chunk)
      }
    }
    // When all of W has been used it may move.
    update(
      example, adam,
      units.units(from: self.fours(weights.columns), count: self.fours(weights.rows)))
  }

  /// Computes the gradient of the weights and lets Adam use it at once, while it is in registers.
  ///
  /// - Parameter fours: of which rows.
  private func update(_ example: Example, _ adam: FastAdam, _ fours: Range<Int>) {
    guard !fours.isEmpty else { return }
    if fours.lowerBound == 0 { transpose(example) }
    for row in stride(from: fours.lowerBound &* 4, to: fours.upperBound &* 4, by: 4) {
      for column in stride(from: 0, to: weights.columns, by: Lanes.count) {
        var sums = FourSums.zero
        var chunk = 0
        var left = example.count
        while left > 0 {
          // ∂W[row][column …] = Σₚ ∂y[row][p] · x[column …][p]
          sums.add(
            y.grad.rows(from: row, chunk: chunk),
            times: transposed.address(chunk &* 8, column &>> 3), count: min(left, 8))
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

  private func transpose(_ example: Example) {
    for columnChunk in 0..<weights.columns.roundedUp(to: 8) / 8 {
      for chunk in example.chunks {
        x.data.transpose(
          row: columnChunk &* 8, chunk: chunk, into: transposed, row: chunk &* 8,
          chunk: columnChunk)
      }
    }
  }
}

extension Weights {
  /// Four rows, to be read number by number.
  @inline(__always)
  func rows(from row: Int) -> Scalars {
    Scalars(start: value + offset(row, 0), nextRow: stride, next: 8)
  }

  /// Four columns, to be read number by number: rows of the transpose.
  @inline(__always)
  func columns(from column: Int) -> Scalars {
    Scalars(start: value + offset(0, column), nextRow: 8, next: stride)
  }
}
