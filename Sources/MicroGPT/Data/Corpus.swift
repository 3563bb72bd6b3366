import Synchronization

/// The documents and their tokenizer: what all runs on the same data share, made once.
public final class Corpus: Sendable {
  private let all: Documents
  public let tokenizer: Tokenizer
  private let scanCount = Atomic(0)

  public init(_ dataset: Dataset) {
    all = dataset.documents
    tokenizer = Tokenizer(documents: dataset.documents)
  }

  /// How many documents there are; never 0.
  public var count: Int { all.count }

  /// A document by its place in the file.
  public subscript(_ place: Int) -> String { all[place] }

  /// All of them, in the order of the file. To go through them takes time, so each call is counted.
  public var documents: Documents {
    scanCount.add(1, ordering: .relaxed)
    return all
  }

  /// How often somebody asked for all documents: nobody does while a picture is drawn.
  public var scans: Int { scanCount.load(ordering: .relaxed) }
}
