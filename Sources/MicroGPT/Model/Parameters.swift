extension GPT {
  /// The first values of all parameters, in their order: drawn from a normal distribution.
  public static func firstParameters(
    _ size: ModelSize, vocabularySize: Int, from random: inout PythonRandom
  ) -> [Double] {
    var drawn: [Double] = []
    let count = Int(size.parameters(vocabularySize: vocabularySize))
    drawn.reserveCapacity(count)
    drawParameters(count, into: &drawn, from: &random)
    return drawn
  }

  /// The first values of some more of them.
  static func drawParameters(
    _ count: Int, into drawn: inout [Double], from random: inout PythonRandom
  ) {
    for _ in 0..<count { drawn.append(random.gauss(sigma: RunSettings.deviation)) }  // py 80
  }

  /// All parameters in their order.
  public var parameters: [Double] {
    get { graph.nodes[Int(firstParameter)..<endOfParameters].map(\.data) }
    set {
      precondition(newValue.count == parameterCount)
      for (index, value) in newValue.enumerated() { self[parameter: index] = value }
    }
  }

  /// A parameter by its place among all of them, from 0.
  public subscript(parameter index: Int) -> Double {
    get { graph[firstParameter + Node(index)] }
    set { graph[firstParameter + Node(index)] = newValue }
  }

  /// The place of a number of a matrix among all parameters, from 0.
  public func parameterIndex(_ matrix: Matrix, row: Int, column: Int) -> Int {
    Int(matrix[row, column] - firstParameter)
  }

  /// Where a parameter stands in the matrices.
  ///
  /// - Parameter index: its place among all parameters, from 0.
  public func place(ofParameter index: Int) -> (matrix: Matrix, row: Int, column: Int) {
    let node = firstParameter + Node(index)
    guard let matrix = matrices.last(where: { $0.first <= node }) else {
      preconditionFailure("there is no parameter \(index)")
    }
    let (row, column) = Int(node - matrix.first).quotientAndRemainder(dividingBy: matrix.columns)
    return (matrix, row, column)
  }

  /// The same model with one parameter changed.
  public func edited(_ edit: Edit) -> GPT {
    var model = self
    model[parameter: edit.parameter] = edit.value
    return model
  }
}

/// Another value for one parameter, to see what it is good for.
public struct Edit: Hashable, Sendable {
  /// Its place among all parameters, from 0.
  public let parameter: Int
  public let value: Double

  public init(parameter: Int, value: Double) {
    self.parameter = parameter
    self.value = value
  }
}
