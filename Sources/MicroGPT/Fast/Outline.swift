/// What a part of a fast engine is, for display.
public struct PartOutline: Equatable, Sendable {
  public enum Kind: String, Sendable {
    case embedding, norm, linear, attention, relu, loss
  }

  public let kind: Kind
  /// How many numbers the part computes at each position; for the loss 1, that of the whole document.
  public let rows: Int
  /// How many numbers a matrix takes at each position; nil for other parts.
  public let columns: Int?
}

extension FastEngine {
  /// The parts in the order of the forward pass; the backward pass goes through them in reverse.
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

  /// How much memory the engine works in, enough for the longest document.
  public var bytes: Int { memory.bytes }
}
