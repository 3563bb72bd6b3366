/// A name that the model made up, with all that decided each of its tokens.
public struct GeneratedName: Equatable, Sendable {
  public let text: String
  public let draws: [Draw]
  /// False where the block was full before the model chose to stop.
  public let ended: Bool

  /// One token drawn.
  public struct Draw: Equatable, Sendable {
    /// The token that went in, and its position.
    public let input: Int
    public let position: Int
    /// [vocabulary], before the temperature.
    public let logits: [Double]
    /// [vocabulary], after the temperature; sums to 1.
    public let probabilities: [Double]
    /// The draw; its index is the token.
    public let choice: PythonRandom.Choice
    public var token: Int { choice.index }
  }

  /// The name alone: of a large vocabulary the draws fill much memory.
  public var withoutDraws: GeneratedName { GeneratedName(text: text, draws: [], ended: ended) }
}

extension GPT {
  /// - Throws: `SettingError` for a temperature that can't be divided by.
  public static func check(temperature: Double) throws(SettingError) {
    guard temperature >= 1e-100, temperature <= 1e100 else {
      throw SettingError(
        "--temperature is \(temperature); it must be above 0 and finite, as 0.5 is")
    }
  }
}

extension Engine {
  /// Makes up a name token by token, until BOS is drawn or the block is full.
  ///
  /// - Parameter temperature: above 0; below 1 the likely tokens become likelier, above 1 less so.
  public func generate(
    tokenizer: Tokenizer, temperature: Double, random: inout PythonRandom
  ) -> GeneratedName {
    var token = tokenizer.bos  // py 191
    var sample: [Int] = []  // py 192
    var draws: [GeneratedName.Draw] = []
    for position in 0..<size.blockSize {  // py 193
      let logits = logits(after: token, at: position)  // py 194
      var graph = Graph()
      let scaled = logits.map { graph.divide(graph.leaf($0), by: temperature) }
      let probs = graph.softmax(scaled).map { graph[$0] }  // py 195
      let choice = random.choice(weights: probs)  // py 196
      draws.append(
        .init(
          input: token, position: position, logits: logits, probabilities: probs,
          choice: choice))
      token = choice.index
      if token == tokenizer.bos { break }  // py 197–198
      sample.append(token)  // py 199
    }
    return GeneratedName(
      text: tokenizer.decode(sample), draws: draws, ended: token == tokenizer.bos)  // py 200
  }
}
