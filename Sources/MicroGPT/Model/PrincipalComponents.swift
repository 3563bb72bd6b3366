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
    // Of many rows the products of all columns tell the same directions.
    let columns = (0..<width).map { column in centred.map { $0[column] } }
    let directions = PrincipalComponents.directions(
      rows.count <= width ? columns : columns.map { one in columns.map { dot(one, $0) } })

    var found = directions.map { direction in
      let largest = direction.max { abs($0) < abs($1) } ?? 0
      let upright = largest < 0 ? direction.map { -$0 } : direction
      let coordinates = centred.map { dot($0, upright) }
      return (variance: dot(coordinates, coordinates), upright, coordinates)
    }
    found.sort { $0.variance > $1.variance }
    let total = found.reduce(0) { $0 + $1.variance }
    components = found.prefix(min(rows.count, width)).map { variance, direction, coordinates in
      Component(
        share: total > 0 ? variance / total : 0, direction: direction, coordinates: coordinates)
    }
  }

  private init(_ components: [Component]) { self.components = components }

  /// The same components in the order and with the signs in which they are most like those of a matrix
  /// that changed a little: so that a picture of them moves and does not jump.
  public func inOrder(of other: PrincipalComponents) -> PrincipalComponents {
    var rest = components
    var ordered: [Component] = []
    for wanted in other.components {
      let likeness = rest.map { dot($0.direction, wanted.direction) }
      guard let place = likeness.indices.max(by: { abs(likeness[$0]) < abs(likeness[$1]) })
      else { break }
      let found = rest.remove(at: place)
      ordered.append(likeness[place] < 0 ? found.opposite : found)
    }
    return PrincipalComponents(ordered + rest)
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

  /// Turns columns pair by pair until all are at right angles to each other (Hestenes, 1958).
  ///
  /// - Parameter columns: the columns of a matrix A, [column][row].
  /// - Returns: the columns of the turn V by which those of A · V are at right angles.
  private static func directions(_ columns: [[Double]]) -> [[Double]] {
    var columns = columns
    var turns = columns.indices.map { one in columns.indices.map { $0 == one ? 1.0 : 0 } }
    // A product of two columns this small, compared with their lengths or with all there is, is 0 but
    // for rounding.
    let rounding = Double.ulpOfOne * Double(columns.first?.count ?? 0)
    let least = 1e-31 * columns.reduce(0) { $0 + dot($1, $1) }
    for _ in 0..<mostSweeps {
      var isDone = true
      for p in columns.indices {
        for q in columns.indices.dropFirst(p + 1) {
          let (pp, qq) = (dot(columns[p], columns[p]), dot(columns[q], columns[q]))
          let pq = dot(columns[p], columns[q])
          guard abs(pq) > max(rounding * (pp * qq).squareRoot(), least) else { continue }
          isDone = false
          // The smaller of the two angles by which the product becomes 0.
          let zeta = (qq - pp) / (2 * pq)
          let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let cosine = 1 / (1 + tangent * tangent).squareRoot()
          turn(&columns, p, q, cosine, cosine * tangent)
          turn(&turns, p, q, cosine, cosine * tangent)
        }
      }
      if isDone { break }
    }
    return turns
  }

  /// Some ten are enough; numbers that are not finite never come to an end.
  private static let mostSweeps = 40

  private static func turn(
    _ columns: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double
  ) {
    for row in columns[p].indices {
      let (a, b) = (columns[p][row], columns[q][row])
      columns[p][row] = cosine * a - sine * b
      columns[q][row] = sine * a + cosine * b
    }
  }
}

extension PrincipalComponents.Component {
  fileprivate var opposite: Self {
    Self(share: share, direction: direction.map { -$0 }, coordinates: coordinates.map { -$0 })
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
