/// Each head of each position asks all positions so far: y = Σ softmax(q · k / √headWidth) · v.
final class Attention: Part {
  /// Queries, then keys, then values of all heads, [3 · width].
  let qkv: Vectors
  let y: Vectors  // [width]
  private let size: ModelSize
  /// 1 / √headWidth
  private let scale: Double
  /// For each head how much a position takes of each one so far, [asked][asking]; of later ones 0.
  private let weights: [Plane]
  private let scratch: Scratch

  /// What is needed for one head after the other.
  struct Scratch {
    /// Gradients of the scores, [asked][asking].
    let scores: Plane
    /// Some of the scores' gradients and weights with asked and asking exchanged, [asking][asked].
    let turnedScores, turnedWeights: Plane

    init(positions: Int, in memory: EngineMemory) {
      scores = memory.plane(rows: positions, positions: positions)
      turnedScores = memory.plane(rows: positions, positions: Lanes.count)
      turnedWeights = memory.plane(rows: positions, positions: Lanes.count)
    }
  }

  init(_ qkv: Vectors, _ y: Vectors, size: ModelSize, in memory: EngineMemory, scratch: Scratch) {
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

  func forward(_ passage: Passage) {
    for head in 0..<size.heads {
      let (q, k, v) = parts(head, of: qkv.data)
      let output = y.data.from(head * size.headWidth)
      let w = weights[head]
      for chunk in passage.chunks {
        let end = passage.end(chunk)
        // w[asked] = q · k[asked]
        compare(q, with: k, chunk: chunk, end: end, into: w)
        softmax(w, chunk: chunk, end: end)
        // output = Σ w[asked] · v[asked]
        sumUp(v, weights: w, chunk: chunk, end: end, into: output)
      }
    }
  }

  func backward(_ passage: Passage, _ adam: FastAdam) {
    let scores = scratch.scores
    for head in 0..<size.heads {
      let (q, k, v) = parts(head, of: qkv.data)
      let (qGrad, kGrad, vGrad) = parts(head, of: qkv.grad)
      let outputGrad = y.grad.from(head * size.headWidth)
      let w = weights[head]
      for chunk in passage.chunks {
        let end = passage.end(chunk)
        // ∂w[asked] = ∂output · v[asked]
        compare(outputGrad, with: v, chunk: chunk, end: end, into: scores)
        undoSoftmax(w, chunk: chunk, end: end)
        // ∂q = Σ ∂score[asked] · k[asked]
        sumUp(k, weights: scores, chunk: chunk, end: end, into: qGrad)
      }
      for asked in passage.chunks {
        for asking in asked..<passage.chunks.upperBound {
          scores.turned(
            row: asked &* 8, chunk: asking, into: scratch.turnedScores, row: asking &* 8, chunk: 0)
          w.turned(
            row: asked &* 8, chunk: asking, into: scratch.turnedWeights, row: asking &* 8, chunk: 0)
        }
        // ∂k[asked] = Σ ∂score[asking] · q[asking]
        sumUp(q, turned: scratch.turnedScores, asked: asked, passage, into: kGrad)
        // ∂v[asked] = Σ w[asking] · ∂output[asking]
        sumUp(outputGrad, turned: scratch.turnedWeights, asked: asked, passage, into: vGrad)
      }
    }
  }

  /// w = softmax(w / √headWidth) over the positions so far.
  private func softmax(_ w: Plane, chunk: Int, end: Int) {
    let asking = Lanes.places + Double(chunk &* 8)
    for asked in 0..<end {
      // What comes later is not seen.
      w[asked, chunk: chunk] = (w[asked, chunk: chunk] * scale).replacing(
        with: -Double.greatestFiniteMagnitude, where: asking .< Double(asked))
    }
    w.softmax(of: w, rows: end, chunk: chunk)
  }

  /// ∂score = w · (∂w − Σ w · ∂w) / √headWidth
  private func undoSoftmax(_ w: Plane, chunk: Int, end: Int) {
    let scores = scratch.scores
    var sum = Lanes.zero
    for asked in 0..<end {
      sum = sum.adding(w[asked, chunk: chunk], times: scores[asked, chunk: chunk])
    }
    for asked in 0..<end {
      let difference = scores[asked, chunk: chunk] - sum
      scores[asked, chunk: chunk] = w[asked, chunk: chunk] * difference * scale
    }
  }

  /// scores[asked] = asking · x[asked], of the positions in a chunk.
  private func compare(_ asking: Plane, with x: Plane, chunk: Int, end: Int, into scores: Plane) {
    for asked in stride(from: 0, to: end, by: 4) {
      var sums = FourSums.zero
      sums.add(x.positions(from: asked), times: asking.address(0, chunk), count: size.headWidth)
      sums.store(rows: asked, of: scores, chunk: chunk)
    }
  }

  /// output = Σ weights[asked] · x[asked], of the positions in a chunk.
  private func sumUp(_ x: Plane, weights: Plane, chunk: Int, end: Int, into output: Plane) {
    for row in stride(from: 0, to: size.headWidth, by: 4) {
      var sums = FourSums.zero
      for asked in 0...chunk {
        sums.add(
          x.rows(from: row, chunk: asked), times: weights.address(asked &* 8, chunk),
          count: min(8, end &- asked &* 8))
      }
      sums.store(rows: row, of: output, chunk: chunk, count: size.headWidth &- row)
    }
  }

  /// grad[asked] = Σ turned[asking][asked] · x[asking], over the positions that ask.
  private func sumUp(
    _ x: Plane, turned: Plane, asked: Int, _ passage: Passage, into grad: Plane
  ) {
    for row in stride(from: 0, to: size.headWidth, by: 4) {
      var sums = FourSums.zero
      for asking in asked..<passage.chunks.upperBound {
        sums.add(
          x.rows(from: row, chunk: asking), times: turned.address(asking &* 8, 0),
          count: passage.positions(in: asking))
      }
      sums.store(rows: row, of: grad, chunk: asked, count: size.headWidth &- row)
    }
  }
}

extension Passage {
  /// Up to where a group of eight positions looks back, at most: behind the group's own last one.
  fileprivate func end(_ chunk: Int) -> Int { min(count, (chunk &+ 1) &* 8) }
}
