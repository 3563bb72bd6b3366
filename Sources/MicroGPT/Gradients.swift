extension GPT {
  /// The derivative of a document's loss with respect to each parameter, in their order.
  public func gradients(tokens: [Int]) -> [Double] {
    graph.backward(from: loss(tokens: tokens).mean)
    return (0..<parameterCount).map { graph.gradient(firstParameter + Node($0)) }
  }
}
