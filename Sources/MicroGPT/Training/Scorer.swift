/// Tells how surprised the model of one state is by documents; nothing is trained.
public struct Scorer {
  private let trainer: Trainer

  init(_ trainer: Trainer) { self.trainer = trainer }

  /// −log of the probability of the right answer at each position, cut to the block, [position].
  ///
  /// - Parameter tokens: BOS, the characters' ids, BOS; at least two.
  public func losses(tokens: [Int]) -> [Double] { trainer.losses(tokens: tokens) }
}
