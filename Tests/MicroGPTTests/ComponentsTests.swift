import Testing

@testable import MicroGPT

/// Cosines and principal components against what must hold of them, and against a second way.
@Suite struct ComponentsTests {
  /// Rows of numbers as random as those of a new model.
  private static func rows(_ count: Int, _ width: Int, seed: Int = 1) -> [[Double]] {
    var random = PythonRandom(seed: seed)
    return (0..<count).map { row in
      (0..<width).map { random.gauss(sigma: 1) * Double($0 + 1) + Double(row % 3) }
    }
  }

  /// More rows than columns, fewer, as many; one of each.
  private static let shapes = [
    [27, 16], [27, 1], [2, 16], [5, 12], [12, 12], [1, 4], [1, 1], [60, 3], [40, 24],
  ]

  @Test(arguments: shapes) func properties(shape: [Int]) throws {
    let (count, width) = (shape[0], shape[1])
    let rows = ComponentsTests.rows(count, width)
    let found = PrincipalComponents(ofRows: rows).components
    #expect(found.count == min(count, width))
    let means = (0..<width).map { column in
      rows.reduce(0) { $0 + $1[column] } / Double(count)
    }
    let variance = rows.reduce(0) { sum, row in
      zip(row, means).reduce(sum) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    // Shares fall and sum to 1.
    #expect(found.map(\.share) == found.map(\.share).sorted(by: >))
    #expect(abs(found.reduce(0) { $0 + $1.share } - (count > 1 ? 1 : 0)) < 1e-12)
    for (index, one) in found.enumerated() {
      #expect(one.direction.count == width && one.coordinates.count == count)
      #expect(abs(one.coordinates.reduce(0, +)) < 1e-9)
      #expect(abs(dot(one.coordinates, one.coordinates) - one.share * variance) <= 1e-9 * variance)
      #expect(one.direction.max { abs($0) < abs($1) } ?? 0 > 0)
      for (other, second) in found.enumerated() {
        let product = dot(one.direction, second.direction)
        #expect(abs(product - (index == other ? 1 : 0)) < 1e-12)
        // Coordinates along two directions have nothing in common.
        guard index != other else { continue }
        #expect(abs(dot(one.coordinates, second.coordinates)) < 1e-11 * max(variance, 1))
      }
    }
    // All components together are the rows again.
    for (row, numbers) in rows.enumerated() {
      for (column, number) in numbers.enumerated() {
        let sum = found.reduce(means[column]) { $0 + $1.coordinates[row] * $1.direction[column] }
        #expect(abs(sum - number) < 1e-11 * Double(width))
      }
    }
  }

  /// The first component is the direction that power iteration finds; without it, the second.
  @Test func powerIteration() {
    var rows = ComponentsTests.rows(27, 16, seed: 3)
    let found = PrincipalComponents(ofRows: rows).components
    for column in 0..<16 {
      let mean = rows.reduce(0) { $0 + $1[column] } / 27
      for row in rows.indices { rows[row][column] -= mean }
    }
    for component in found.prefix(3) {
      var direction = [Double](repeating: 1, count: 16)
      for _ in 0..<2000 {
        let coordinates = rows.map { dot($0, direction) }
        direction = (0..<16).map { column in
          zip(rows, coordinates).reduce(0) { $0 + $1.0[column] * $1.1 }
        }
        let length = dot(direction, direction).squareRoot()
        direction = direction.map { $0 / length }
      }
      #expect(abs(abs(dot(direction, component.direction)) - 1) < 1e-12)
      for row in rows.indices {
        let along = dot(rows[row], direction)
        rows[row] = zip(rows[row], direction).map { $0 - along * $1 }
      }
    }
  }

  @Test func ofPointsOnALine() {
    let found = PrincipalComponents(ofRows: [[1, 2], [4, 6], [-2, -2]]).components
    #expect(abs(found[0].share - 1) < 1e-15 && abs(found[1].share) < 1e-15)
    for (got, wanted) in zip(found[0].direction, [0.6, 0.8]) { #expect(abs(got - wanted) < 1e-15) }
    for (got, wanted) in zip(found[0].coordinates, [0.0, 5, -5]) {
      #expect(abs(got - wanted) < 1e-14)
    }
  }

  @Test func degenerate() {
    let equal = PrincipalComponents(ofRows: Array(repeating: [1, 2, 3], count: 5)).components
    #expect(equal.map(\.share) == [0, 0, 0])
    #expect(equal.allSatisfy { $0.coordinates == [0, 0, 0, 0, 0] })
    let nearly = PrincipalComponents(ofRows: Array(repeating: [0.1, 0.7], count: 3)).components
    #expect(nearly.map(\.share) == [0, 0])
    let few = PrincipalComponents(ofRows: [[1, 2, 3], [1, 2, 3]]).components
    #expect(few.map(\.share) == [0, 0] && few.allSatisfy { $0.coordinates == [0, 0] })
    #expect(few.map(\.direction) == [[1, 0, 0], [0, 1, 0]])
    #expect(PrincipalComponents(ofRows: []).components.isEmpty)
    let broken = PrincipalComponents(ofRows: [[.nan, 1], [2, 3], [.infinity, 0]]).components
    #expect(broken.count == 2 && broken.allSatisfy { $0.coordinates.contains(where: \.isNaN) })
  }

  @Test func cosines() {
    let cosines = Cosines(ofRows: [[3, 4], [4, -3], [-6, -8], [0, 0], [5, 0], [0.3, 0.4]])
    #expect(cosines.count == 6)
    let wanted = [1, 0, -1, 0, 0.6, 1]
    for (got, wanted) in zip(cosines.cosines(of: 0), wanted) { #expect(abs(got - wanted) < 1e-15) }
    #expect(cosines[3, 3] == 0)
    for one in 0..<6 { for other in 0..<6 { #expect(cosines[one, other] == cosines[other, one]) } }
    #expect(cosines.nearest(to: 1) == [4, 0, 2, 3, 5])
    #expect(Cosines(ofRows: [[.nan], [1]])[0, 1].isNaN)
    #expect(Cosines(ofRows: [[2]]).nearest(to: 0).isEmpty)
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
