/// Attention: each head of each position weights the values of all positions up to its own,
/// y = Σ softmax(q · k / √headWidth) · v.
final class Attention: Part {
  /// Queries, then keys, then values of all heads, [3 · width].
  let qkv: Vectors
  let y: Vectors  // [width]
  private let size: ModelSize
  /// The heads that are computed: the output of one that is left out stays 0.
  private let heads: [Int]
  /// 1 / √headWidth
  private let scale: Double
  /// The attention weights, [head]; in each plane [key position][query position]. A query's weights
  /// sum to 1; those of later keys are 0.
  private let weights: [Plane]
  private let scratch: Scratch

  /// Memory that one head after the other uses.
  struct Scratch {
    /// The gradients of the weights, then of the scores, [key position][query position].
    let scoreGrad: Plane
    /// The same gradients, and the weights, transposed: [query position][key position], for eight
    /// key positions at a time.
    let transposedScoreGrad, transposedWeights: Plane

    init(positions: Int, in memory: EngineMemory) {
      scoreGrad = memory.plane(rows: positions, positions: positions)
      transposedScoreGrad = memory.plane(rows: positions, positions: Lanes.count)
      transposedWeights = memory.plane(rows: positions, positions: Lanes.count)
    }
  }

  init(
    _ qkv: Vectors, _ y: Vectors, size: ModelSize, in memory: EngineMemory, scratch: Scratch,
    without ablation: Ablation?
  ) {
    heads = (0..<size.heads).filter { ablation != .head($0) }
    self.qkv = qkv
    self.y = y
    self.size = size
    self.scratch = scratch
    scale = 1 / Double(size.headWidth).squareRoot()
    weights = (0..<size.heads).map { _ in
      memory.plane(rows: size.blockSize, positions: size.blockSize)
    }
  }

  /// The rows of a head's queries, keys and values.
  private func parts(_ head: Int, of plane: Plane) -> (q: Plane, k: Plane, v: Plane) {
    let first = head * size.headWidth
    return (
      plane.from(first), plane.from(size.width + first), plane.from(2 * size.width + first)
    )
  }

  /// The weights of a head after a forward pass, [query][key] of the keys up to the query.
  func weights(ofHead head: Int, positions: Int) -> [[Double]] {
    (0..<positions).map { query in (0...query).map { weights[head][$0, query] } }
  }

  /// The eight queries of a chunk in one head are a unit, head after head.
  func forwardUnits(_ example: Example) -> Units {
    Units(
      count: heads.count * example.chunks.count,
      products: 2 * Lanes.count * example.places * (size.headWidth + 8))
  }

  /// In each head first its chunks of queries are units, then those of keys.
  func backwardUnits(_ example: Example) -> Units {
    let units = forwardUnits(example)
    return Units(count: 2 * units.count, products: units.products)
  }

  func forward(_ example: Example, _ units: Range<Int>) {
    let count = example.chunks.count
    for (place, head) in heads.enumerated() {
      let (q, k, v) = parts(head, of: qkv.data)
      let output = y.data.from(head * size.headWidth)
      let w = weights[head]
      for chunk in units.units(from: place &* count, count: count) {
        let end = example.end(chunk)
        // w[key] = q · k[key]
        dotProducts(of: q, with: k, chunk: chunk, end: end, into: w)
        softmax(w, chunk: chunk, end: end)
        // output = Σ w[key] · v[key]
        sumOverKeys(v, weights: w, chunk: chunk, end: end, into: output)
      }
    }
  }

  func backward(_ example: Example, _ adam: FastAdam, _ units: Range<Int>) {
    let count = example.chunks.count
    let scoreGrad = scratch.scoreGrad
    for (place, head) in heads.enumerated() {
      let (q, k, v) = parts(head, of: qkv.data)
      let (qGrad, kGrad, vGrad) = parts(head, of: qkv.grad)
      let outputGrad = y.grad.from(head * size.headWidth)
      let w = weights[head]
      for chunk in units.units(from: 2 &* place &* count, count: count) {
        let end = example.end(chunk)
        // ∂w[key] = ∂output · v[key]
        dotProducts(of: outputGrad, with: v, chunk: chunk, end: end, into: scoreGrad)
        undoSoftmax(w, chunk: chunk, end: end)
        // ∂q = Σ ∂score[key] · k[key]
        sumOverKeys(k, weights: scoreGrad, chunk: chunk, end: end, into: qGrad)
      }
      for keyChunk in units.units(from: (2 &* place &+ 1) &* count, count: count) {
        for queryChunk in keyChunk..<example.chunks.upperBound {
          scoreGrad.transpose(
            row: keyChunk &* 8, chunk: queryChunk,
            into: scratch.transposedScoreGrad, row: queryChunk &* 8, chunk: 0)
          w.transpose(
            row: keyChunk &* 8, chunk: queryChunk,
            into: scratch.transposedWeights, row: queryChunk &* 8, chunk: 0)
        }
        // ∂k[key] = Σ ∂score[query] · q[query]
        sumOverQueries(
          q, weights: scratch.transposedScoreGrad, keyChunk: keyChunk, example, into: kGrad)
        // ∂v[key] = Σ w[query] · ∂output[query]
        sumOverQueries(
          outputGrad, weights: scratch.transposedWeights, keyChunk: keyChunk, example, into: vGrad)
      }
    }
  }

  /// w = softmax(w / √headWidth) over the keys up to each query's own position.
  private func softmax(_ w: Plane, chunk: Int, end: Int) {
    let query = Lanes.indices + Double(chunk &* 8)
    for key in 0..<end {
      // A query never sees a later key: its score becomes so low that its weight is 0.
      w[key, chunk: chunk] = (w[key, chunk: chunk] * scale).replacing(
        with: -Double.greatestFiniteMagnitude, where: query .< Double(key))
    }
    w.softmax(of: w, rows: end, chunk: chunk)
  }

  /// ∂score = w · (∂w − Σ w · ∂w) / √headWidth
  private func undoSoftmax(_ w: Plane, chunk: Int, end: Int) {
    let scoreGrad = scratch.scoreGrad
    var sum = Lanes.zero
    for key in 0..<end {
      sum = sum.adding(w[key, chunk: chunk], times: scoreGrad[key, chunk: chunk])
    }
    for key in 0..<end {
      let difference = scoreGrad[key, chunk: chunk] - sum
      scoreGrad[key, chunk: chunk] = w[key, chunk: chunk] * difference * scale
    }
  }

  /// products[key] = query · x[key], for the queries of a chunk and the keys before `end`.
  private func dotProducts(
    of queries: Plane, with x: Plane, chunk: Int, end: Int, into products: Plane
  ) {
    for key in stride(from: 0, to: end, by: 4) {
      var sums = FourSums.zero
      sums.add(x.positions(from: key), times: queries.address(0, chunk), count: size.headWidth)
      sums.store(rows: key, of: products, chunk: chunk)
    }
  }

  /// output = Σ weights[key] · x[key], for the queries of a chunk and the keys before `end`.
  private func sumOverKeys(_ x: Plane, weights: Plane, chunk: Int, end: Int, into output: Plane) {
    for row in stride(from: 0, to: size.headWidth, by: 4) {
      var sums = FourSums.zero
      for keyChunk in 0...chunk {
        sums.add(
          x.rows(from: row, chunk: keyChunk), times: weights.address(keyChunk &* 8, chunk),
          count: min(8, end &- keyChunk &* 8))
      }
      sums.store(rows: row, of: output, chunk: chunk, count: size.headWidth &- row)
    }
  }

  /// grad[key] = Σ weights[query] · x[query], for the keys of a chunk and the queries that see them.
  ///
  /// - Parameter weights: transposed, [query position][key position].
  private func sumOverQueries(
    _ x: Plane, weights: Plane, keyChunk: Int, _ example: Example, into grad: Plane
  ) {
    for row in stride(from: 0, to: size.headWidth, by: 4) {
      var sums = FourSums.zero
      for queryChunk in keyChunk..<example.chunks.upperBound {
        sums.add(
          x.rows(from: row, chunk: queryChunk), times: weights.address(queryChunk &* 8, 0),
          count: example.positions(in: queryChunk))
      }
      sums.store(rows: row, of: grad, chunk: keyChunk, count: size.headWidth &- row)
    }
  }
}

extension Example {
  /// The end of the keys that the queries of a chunk see: the position after the chunk's last one.
  fileprivate func end(_ chunk: Int) -> Int { min(count, (chunk &+ 1) &* 8) }
}
