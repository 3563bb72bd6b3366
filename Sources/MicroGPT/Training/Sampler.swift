/// Makes up names one after the other with the model of one state: the first ones are those of
/// `Run.names`. A value: a copy goes on by itself.
public struct Sampler {
  private let trainer: Trainer
  private let tokenizer: Tokenizer
  private let temperature: Double
  private var random: PythonRandom
  /// The name under way.
  private var name: NameInSlices?
  /// What the engine is yet to be given; nil where it has all.
  private var filling: (parameters: Filling, engine: any Engine)?

  init(
    _ trainer: Trainer, tokenizer: Tokenizer, temperature: Double, random: PythonRandom,
    filling: (parameters: Filling, engine: any Engine)? = nil
  ) {
    self.filling = filling
    self.trainer = trainer
    self.tokenizer = tokenizer
    self.temperature = temperature
    self.random = random
  }

  /// Makes up the next name; one that is under way is made up to its end.
  public mutating func next() -> GeneratedName {
    while name != nil || filling != nil {
      if let made = next(until: { false }) { return made }
    }
    return trainer.generate(tokenizer: tokenizer, temperature: temperature, random: &random)
  }

  /// The same in slices: nil where time was up before. Asking again goes on.
  public mutating func next(until isTimeUp: () -> Bool) -> GeneratedName? {
    if var filling {
      let isFilled = filling.parameters.go(until: isTimeUp) {
        filling.engine.write(.parameters, $0, of: $1)
      }
      self.filling = isFilled ? nil : filling
      guard isFilled else { return nil }
    }
    var name = name ?? NameInSlices(after: tokenizer.bos)
    self.name = nil
    let made = name.go(on: trainer, tokenizer, temperature, &random, until: isTimeUp)
    if made == nil { self.name = name }
    return made
  }
}

/// `Engine.generate` in slices: token by token.
private struct NameInSlices {
  private var token: Int
  private var draws: [GeneratedName.Draw] = []
  private var turn: Int?
  /// How many tokens the engine was given.
  private var given = 0

  init(after bos: Int) { token = bos }

  /// Goes on until time is up.
  ///
  /// - Returns: nil where there is more to do.
  mutating func go(
    on trainer: Trainer, _ tokenizer: Tokenizer, _ temperature: Double,
    _ random: inout PythonRandom, until isTimeUp: () -> Bool
  ) -> GeneratedName? {
    let isQuick = trainer.size.isQuick(vocabularySize: tokenizer.vocabularySize)
    // Whoever used the engine in between made it forget the tokens before.
    if turn.map(trainer.isTurn) != true { (turn, given) = (trainer.takeTurn(), 0) }
    repeat {
      let input = given < draws.count ? draws[given].input : token
      guard let logits = trainer.logits(after: input, at: given, until: isTimeUp) else {
        return nil
      }
      given += 1
      guard given > draws.count else { continue }
      var graph = Graph()
      let scaled = logits.map { graph.divide(graph.leaf($0), by: temperature) }
      let probs = graph.softmax(scaled).map { graph[$0] }
      let choice = random.choice(weights: probs)
      draws.append(
        .init(
          input: token, position: draws.count, logits: logits, probabilities: probs,
          choice: choice))
      token = choice.index
      if token == tokenizer.bos || draws.count == trainer.size.blockSize {
        let text = tokenizer.decode(draws.map(\.token))
        return GeneratedName(text: text, draws: draws, ended: token == tokenizer.bos)
      }
    } while isQuick || !isTimeUp()
    return nil
  }
}
