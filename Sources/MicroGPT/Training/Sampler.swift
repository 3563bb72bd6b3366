/// Makes up names one after the other with the model of one state: the first ones are those of
/// `Run.names`. A value: a copy goes on by itself.
public struct Sampler {
  private let trainer: Trainer
  private let tokenizer: Tokenizer
  private let temperature: Double
  private var random: PythonRandom

  init(
    _ trainer: Trainer, tokenizer: Tokenizer, temperature: Double, random: PythonRandom
  ) {
    self.trainer = trainer
    self.tokenizer = tokenizer
    self.temperature = temperature
    self.random = random
  }

  /// Makes up the next name.
  public mutating func next() -> GeneratedName {
    trainer.generate(tokenizer: tokenizer, temperature: temperature, random: &random)
  }
}
