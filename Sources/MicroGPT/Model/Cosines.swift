/// How alike the rows of a matrix are: the cosine of the angle between two of them. It is 1 where both
/// point the same way, 0 at a right angle, −1 the opposite way.
public struct Cosines: Equatable, Sendable {
  private let rows: [[Double]]
  /// The length of each row.
  private let lengths: [Double]

  public init(ofRows rows: [[Double]]) {
    self.rows = rows
    lengths = rows.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }

  /// How many rows there are.
  public var count: Int { rows.count }

  /// The cosine of two rows. A row of zeros points nowhere: its cosine with any row is 0.
  public subscript(_ one: Int, _ other: Int) -> Double {
    let product = zip(rows[one], rows[other]).reduce(0) { $0 + $1.0 * $1.1 }
    let lengths = lengths[one] * lengths[other]
    return lengths == 0 ? 0 : product / lengths
  }

  /// The cosines of a row with each row, [row].
  public func cosines(of row: Int) -> [Double] { rows.indices.map { self[row, $0] } }

  /// The other rows, the most like this one first; equal ones in their order.
  public func nearest(to row: Int) -> [Int] {
    let cosines = cosines(of: row)
    return rows.indices.filter { $0 != row }.sorted {
      (cosines[$1], $0) < (cosines[$0], $1)
    }
  }
}

extension GPT {
  /// The numbers of a matrix, [row][column].
  public func rows(of matrix: Matrix) -> [[Double]] {
    (0..<matrix.rows).map { row in (0..<matrix.columns).map { graph[matrix[row, $0]] } }
  }
}
