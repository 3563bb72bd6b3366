/// A matrix of parameters with Adam's running means of their gradients.
///
/// Columns are rounded up to whole `Lanes`, rows to four; what is more stays 0.
struct Weights {
  let rows: Int
  let columns: Int
  /// From a row to the next, in bytes.
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

  /// The place of a number in each of the three, in bytes.
  @inline(__always)
  func offset(_ row: Int, _ column: Int) -> Int { row &* stride &+ column &* 8 }

  /// Eight numbers of a row.
  @inline(__always)
  subscript(_ row: Int, block block: Int) -> Lanes {
    (value + offset(row, block &* 8)).load(as: Lanes.self)
  }

  /// Moves eight parameters of a row against their gradient, as `Adam.update` does.
  @inline(__always)
  func update(row: Int, column: Int, gradient: Lanes, by adam: FastAdam) {
    let place = offset(row, column)
    let m = (m + place).load(as: Lanes.self) * adam.beta1
    let v = (v + place).load(as: Lanes.self) * adam.beta2
    let mNow = m.adding(adam.rest1, times: gradient)
    let vNow = v.adding(gradient * adam.rest2, times: gradient)
    let divisor = adam.epsilon.adding(adam.root, times: vNow.squareRoot())
    let before = (value + place).load(as: Lanes.self)
    let after = before.adding(adam.minusRate, times: mNow / divisor)
    (self.m + place).storeBytes(of: mNow, as: Lanes.self)
    (self.v + place).storeBytes(of: vNow, as: Lanes.self)
    (value + place).storeBytes(of: after, as: Lanes.self)
  }
}

/// Adam's rule at one step with what can be computed once taken out of it: in
/// η · (m / c₁) / (√(v / c₂) + ε) that is η / c₁ and 1 / √c₂.
struct FastAdam {
  let beta1, beta2: Double
  /// 1 − β
  let rest1, rest2: Double
  /// 1 / √c₂
  let root: Double
  /// −η / c₁
  let minusRate: Double
  let epsilon = Lanes(repeating: RunSettings.epsilon)

  init(_ adam: Adam) {
    beta1 = adam.beta1
    beta2 = adam.beta2
    rest1 = 1 - adam.beta1
    rest2 = 1 - adam.beta2
    root = 1 / adam.correction2.squareRoot()
    minusRate = -adam.learningRate / adam.correction1
  }
}
