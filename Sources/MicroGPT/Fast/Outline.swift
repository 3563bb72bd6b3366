/// A part of a fast engine, for those who want to look at it.
public struct PartOutline: Equatable, Sendable {
  public enum Kind: String, Sendable {
    case embedding, norm, linear, attention, relu, loss
  }

  public let kind: Kind
  /// How many numbers come out at a position; for the loss, of all of them, 1.
  public let rows: Int
  /// For a matrix: how many numbers go in at a position.
  public let columns: Int?
}

extension FastEngine {
  /// The parts that a step goes through, forward and then backward.
  public var outline: [PartOutline] {
    parts.map { part in
      switch part {
      case let part as Embedding: PartOutline(kind: .embedding, rows: part.x.width, columns: nil)
      case let part as RMSNorm: PartOutline(kind: .norm, rows: part.y.width, columns: nil)
      case let part as Linear:
        PartOutline(kind: .linear, rows: part.weights.rows, columns: part.weights.columns)
      case let part as Attention: PartOutline(kind: .attention, rows: part.y.width, columns: nil)
      case let part as ReLU: PartOutline(kind: .relu, rows: part.x.width, columns: nil)
      default: PartOutline(kind: .loss, rows: 1, columns: nil)
      }
    }
  }

  /// All the memory that it works in, made once, for the longest document.
  public var bytes: Int { memory.bytes }
}
