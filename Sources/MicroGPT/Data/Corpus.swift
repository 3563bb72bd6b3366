/// The documents and their tokenizer: what all runs on the same data share, made once.
public final class Corpus: Sendable {
  /// In the order of the file; never empty.
  public let documents: [String]
  public let tokenizer: Tokenizer

  public init(_ dataset: Dataset) {
    documents = dataset.documents
    tokenizer = Tokenizer(documents: dataset.documents)
  }
}
