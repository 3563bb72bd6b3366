/// The directions in which the rows of a matrix differ most from their mean, the most important first:
/// principal component analysis.
public struct PrincipalComponents: Equatable, Sendable {
  /// As many as a row has numbers, or as there are rows where these are fewer; shares fall.
  public let components: [Component]

  public struct Component: Equatable, Sendable {
    /// Its share of the variance, 0…1: all of them sum to 1. 0 where all rows are equal.
    public let share: Double
    /// Of length 1, and at right angles to those of the others, [column]. Its largest number is above
    /// 0: else a direction and its opposite would do.
    public let direction: [Double]
    /// How far each row lies from the mean in that direction, [row]. Their mean is 0.
    public let coordinates: [Double]
  }

  public init(ofRows rows: [[Double]]) {
    let centred = PrincipalComponents.centred(rows)
    let width = rows.first?.count ?? 0
    let directions: [[Double]]
    if rows.count <= width {
      // Rows at right angles to each other point along the components.
      directions = PrincipalComponents.unitVectors(
        PrincipalComponents.atRightAngles(centred).vectors)
    } else {
      // Of more rows the products of all columns tell the same.
      let columns = (0..<width).map { column in centred.map { $0[column] } }
      let products = columns.map { one in columns.map { dot(one, $0) } }
      directions = PrincipalComponents.atRightAngles(products).turns
    }

    var found = directions.map { direction in
      let largest = direction.max { abs($0) < abs($1) } ?? 0
      let upright = largest < 0 ? direction.map { -$0 } : direction
      let coordinates = centred.map { dot($0, upright) }
      return (variance: dot(coordinates, coordinates), upright, coordinates)
    }
    found.sort { $0.variance > $1.variance }
    let total = found.reduce(0) { $0 + $1.variance }
    // What equal rows differ by is rounding of their mean.
    let areEqual = total <= 1e-28 * rows.reduce(0) { $0 + dot($1, $1) }
    components = found.map { variance, direction, coordinates in
      Component(
        share: areEqual ? 0 : variance / total, direction: direction, coordinates: coordinates)
    }
  }

  /// The rows less their mean.
  private static func centred(_ rows: [[Double]]) -> [[Double]] {
    guard let first = rows.first else { return [] }
    let sums = rows.reduce(into: [Double](repeating: 0, count: first.count)) { sums, row in
      for (column, number) in row.enumerated() { sums[column] += number }
    }
    let means = sums.map { $0 / Double(rows.count) }
    return rows.map { row in zip(row, means).map { $0 - $1 } }
  }

  /// Turns vectors pair by pair until all are at right angles to each other (Hestenes, 1958).
  ///
  /// - Parameter vectors: of one length; the columns of a matrix A.
  /// - Returns: the vectors turned, A · V, and the columns of V.
  private static func atRightAngles(_ vectors: [[Double]]) -> (
    vectors: [[Double]], turns: [[Double]]
  ) {
    var vectors = vectors
    var turns = vectors.indices.map { one in vectors.indices.map { $0 == one ? 1.0 : 0 } }
    // A product of two vectors this small, compared with their lengths or with all there is, is 0 but
    // for rounding.
    let rounding = Double.ulpOfOne * Double(vectors.first?.count ?? 0)
    let least = 1e-31 * vectors.reduce(0) { $0 + dot($1, $1) }
    for _ in 0..<mostSweeps {
      var isDone = true
      for p in vectors.indices {
        for q in vectors.indices.dropFirst(p + 1) {
          let (pp, qq) = (dot(vectors[p], vectors[p]), dot(vectors[q], vectors[q]))
          let pq = dot(vectors[p], vectors[q])
          guard abs(pq) > max(rounding * (pp * qq).squareRoot(), least) else { continue }
          isDone = false
          // The smaller of the two angles by which the product becomes 0.
          let zeta = (qq - pp) / (2 * pq)
          let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let cosine = 1 / (1 + tangent * tangent).squareRoot()
          turn(&vectors, p, q, cosine, cosine * tangent)
          turn(&turns, p, q, cosine, cosine * tangent)
        }
      }
      if isDone { break }
    }
    return (vectors, turns)
  }

  /// Some ten are enough; numbers that are not finite come to no end.
  private static let mostSweeps = 40

  private static func turn(
    _ vectors: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double
  ) {
    for index in vectors[p].indices {
      let (a, b) = (vectors[p][index], vectors[q][index])
      vectors[p][index] = cosine * a - sine * b
      vectors[q][index] = sine * a + cosine * b
    }
  }

  /// Vectors at right angles brought to length 1. Those that are 0 but for rounding point nowhere: in
  /// their place come others at right angles to all.
  private static func unitVectors(_ vectors: [[Double]]) -> [[Double]] {
    let lengths = vectors.map { dot($0, $0).squareRoot() }
    let least = 1e-14 * (lengths.max() ?? 0)
    var found: [[Double]] = []
    for (vector, length) in zip(vectors, lengths) where length > least {
      found.append(vector.map { $0 / length })
    }
    while found.count < vectors.count {
      // The axis that is furthest from all that are found.
      let near = vectors[0].indices.map { axis in found.reduce(0) { $0 + $1[axis] * $1[axis] } }
      let axis = near.indices.min { near[$0] < near[$1] }
      var next = near.indices.map { $0 == axis ? 1.0 : 0 }
      // Once more, since the first time leaves rounding.
      for _ in 0..<2 {
        for other in found {
          let along = dot(next, other)
          next = zip(next, other).map { $0 - along * $1 }
        }
      }
      let length = dot(next, next).squareRoot()
      found.append(next.map { $0 / length })
    }
    return found
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
