/// A matrix of parameters with Adam's running means, m of their gradients and v of the squares.
///
/// Columns are rounded up to whole `Lanes`, rows to a multiple of four; the padding stays 0.
struct Weights {
  let rows: Int
  let columns: Int
  /// The distance from a row to the next, in bytes.
  let stride: Int
  /// [rows][columns] each.
  let value, m, v: Plane.Pointer

  init(rows: Int, columns: Int, in memory: EngineMemory) {
    self.rows = rows
    self.columns = columns
    let lanes = columns.roundedUp(to: Lanes.count) / Lanes.count
    stride = lanes * 64
    let count = rows.roundedUp(to: 4) * lanes
    value = memory.lanes(count)
    m = memory.lanes(count)
    v = memory.lanes(count)
  }

  /// A matrix of the same size whose numbers are all 0.
  init(like other: Weights, in memory: EngineMemory) {
    self.init(rows: other.rows, columns: other.columns, in: memory)
  }

  /// Where a number is in each of the three, in bytes from the start.
  @inline(__always)
  func offset(_ row: Int, _ column: Int) -> Int { row &* stride &+ column &* 8 }

  /// The numbers of a row in the columns 8 · chunk … 8 · chunk + 7.
  @inline(__always)
  subscript(_ row: Int, chunk chunk: Int) -> Lanes {
    (value + offset(row, chunk &* 8)).load(as: Lanes.self)
  }

  /// Updates eight parameters of a row, from `column` on, by Adam's rule.
  @inline(__always)
  func update(row: Int, column: Int, gradient: Lanes, by adam: FastAdam) {
    let offset = self.offset(row, column)
    let m = (m + offset).load(as: Lanes.self) * adam.beta1
    let v = (v + offset).load(as: Lanes.self) * adam.beta2
    let mNow = m.adding(adam.oneMinusBeta1, times: gradient)
    let vNow = v.adding(gradient * adam.oneMinusBeta2, times: gradient)
    let divisor = adam.epsilon.adding(adam.inverseRoot, times: vNow.squareRoot())
    let before = (value + offset).load(as: Lanes.self)
    let after = before.adding(adam.minusRate, times: mNow / divisor)
    (self.m + offset).storeBytes(of: mNow, as: Lanes.self)
    (self.v + offset).storeBytes(of: vNow, as: Lanes.self)
    (value + offset).storeBytes(of: after, as: Lanes.self)
  }
}

/// Adam's rule at one step, with all that is the same for every parameter computed once: in
/// η · (m / c₁) / (√(v / c₂) + ε) these are η / c₁ and 1 / √c₂.
struct FastAdam {
  let beta1, beta2: Double
  let oneMinusBeta1, oneMinusBeta2: Double
  /// 1 / √c₂
  let inverseRoot: Double
  /// −η / c₁
  let minusRate: Double
  let epsilon = Lanes(repeating: RunSettings.epsilon)

  init(_ adam: Adam) {
    beta1 = adam.beta1
    beta2 = adam.beta2
    oneMinusBeta1 = 1 - adam.beta1
    oneMinusBeta2 = 1 - adam.beta2
    inverseRoot = 1 / adam.correction2.squareRoot()
    minusRate = -adam.learningRate / adam.correction1
  }
}
