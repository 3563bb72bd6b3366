extension GPT {
  /// Runs a document forward and backward: every number, and the derivative of the loss with respect to
  /// each parameter, in their order.
  public func differentiate(tokens: [Int]) -> (trace: Trace, gradients: [Double]) {
    var model = self
    let loss = model.loss(tokens: tokens)
    model.graph.backward(from: loss.mean)
    let gradients = (0..<parameterCount).map { model.graph.gradient(firstParameter + Node($0)) }
    return (Trace(loss, of: tokens, in: model.graph), gradients)
  }
}
