/// Turns text into token ids and back: one token for each distinct character of the documents.
///
/// A character is a Unicode scalar, as in Python: `é` in one piece is one token, `e` with a separate
/// accent is two.
public struct Tokenizer: Equatable, Sendable {
  /// The distinct characters, sorted by code point; a character's place is its id, 0…n−1.
  public let characters: [Unicode.Scalar]
  private let ids: Places

  public init(documents: some Sequence<String>) {
    var distinct = ScalarSet()
    for document in documents { distinct.insert(document.unicodeScalars) }
    characters = distinct.sorted()  // py 24
    ids = Places(in: characters)
  }

  /// The id of the token that stands at the beginning and at the end: Beginning of Sequence.
  public var bos: Int { characters.count }  // py 25

  /// How many different tokens there are, BOS included.
  public var vocabularySize: Int { characters.count + 1 }  // py 26

  /// The id of a character, nil where no document has it.
  public func id(of character: Unicode.Scalar) -> Int? { ids[character] }

  /// The first character that is in no document, nil where all are known.
  public func firstUnknown(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { ids[$0] == nil }
  }

  /// The tokens of a document: BOS, the ids of its characters, BOS.
  ///
  /// - Precondition: every character is known.
  public func encode(_ document: String) -> [Int] {
    var tokens = [bos]  // py 157
    for character in document.unicodeScalars {
      guard let id = ids[character] else {
        preconditionFailure("\(character.debugDescription) is not in the vocabulary")
      }
      tokens.append(id)  // py 157
    }
    tokens.append(bos)  // py 157
    return tokens
  }

  /// The tokens of a document as far as a model with such a block sees them, and of a longer one the
  /// next, which says that it is cut: the rest of a document costs nothing, however long it is.
  ///
  /// - Precondition: every character is known.
  public func encode(_ document: String, blockSize: Int) -> [Int] {
    let scalars = document.unicodeScalars
    // No more characters than bytes.
    guard document.utf8.count > blockSize,
      let end = scalars.index(
        scalars.startIndex, offsetBy: blockSize + 1, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return encode(document) }
    // Without the BOS of a document that ends here.
    return encode(String(scalars[..<end])).dropLast()
  }

  /// The text that such tokens stand for; BOS stands for nothing.
  public func decode(_ tokens: [Int]) -> String {
    var text = String.UnicodeScalarView()
    for token in tokens where token != bos {
      text.append(characters[token])  // py 199
    }
    return String(text)
  }

  /// How many positions of a document are trained: one for each token but the last, cut to the block.
  public static func trainedLength(tokens: [Int], blockSize: Int) -> Int {
    min(blockSize, tokens.count - 1)  // py 158
  }
}

/// The places of characters in a sorted list.
private struct Places: Equatable {
  private let sorted: [Unicode.Scalar]
  /// The places of the ASCII characters, [128], so that most need no search.
  private let ascii: [Int?]

  init(in sorted: [Unicode.Scalar]) {
    self.sorted = sorted
    ascii = (0..<128).map { sorted.firstIndex(of: Unicode.Scalar($0)) }
  }

  /// The place of a character, nil where it is not in the list.
  subscript(character: Unicode.Scalar) -> Int? {
    if character.isASCII { return ascii[Int(character.value)] }
    // Binary search: half of the rest is dropped each time, until one is left.
    var rest = sorted[...]
    while rest.count > 1 {
      let middle = rest.startIndex + rest.count / 2
      rest = sorted[middle] <= character ? rest[middle...] : rest[..<middle]
    }
    return rest.first == character ? rest.startIndex : nil
  }
}

/// A set of characters: one bit for each that Unicode can have.
private struct ScalarSet {
  private var words = [UInt64](repeating: 0, count: 0x11_0000 / 64)

  mutating func insert(_ scalars: String.UnicodeScalarView) {
    for scalar in scalars { words[Int(scalar.value >> 6)] |= 1 << UInt64(scalar.value & 63) }
  }

  /// By code point.
  func sorted() -> [Unicode.Scalar] {
    words.indices.filter { words[$0] != 0 }.flatMap { index in
      (0..<64).filter { words[index] >> UInt64($0) & 1 == 1 }
        .compactMap { Unicode.Scalar(UInt32(index * 64 + $0)) }
    }
  }
}
