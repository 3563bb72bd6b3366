import MicroGPT
import Testing

@Suite struct DatasetTests {
  private func documents(_ text: String) throws -> [String] {
    try Dataset(bytes: Array(text.utf8), name: "x").documents
  }

  @Test func lines() throws {
    #expect(try documents("b\na\nb\n") == ["b", "a", "b"])
    #expect(try documents("a") == ["a"])
    #expect(try documents("\n\n a b \n\t\n") == ["a b"])
  }

  @Test func anyLineEnd() throws {
    #expect(try documents("a\r\nb\rc\nd\r\r\n\ne") == ["a", "b", "c", "d", "e"])
  }

  /// What Python's strip() takes away, and what ends no line in a Python text file.
  @Test func whiteSpace() throws {
    #expect(try documents("\u{2028}a\u{a0}\n\u{3000}b\u{b}\n\u{85}\nc\u{c}") == ["a", "b", "c"])
    #expect(try documents("a\u{2029}b\u{b}c\u{1e}d\u{85}e\n") == ["a\u{2029}b\u{b}c\u{1e}d\u{85}e"])
    #expect(try documents("\u{200b}a\n") == ["\u{200b}a"])
  }

  /// Python's utf-8 keeps a byte order mark as a character; utf-8-sig would not.
  @Test func byteOrderMarkStays() throws {
    let documents = try documents("\u{feff}a\n\u{feff}\n")
    #expect(documents == ["\u{feff}a", "\u{feff}"])
    #expect(Tokenizer(documents: documents).characters == ["a", "\u{feff}"])
  }

  @Test(
    arguments: [
      ([], .empty, "x is empty; give a text file with one name a line"),
      (
        Array(" \n\r\n\t\u{a0}\n".utf8), .blank,
        "x has only blank lines; give a text file with one name a line"
      ),
      (
        [0x61, 0, 0x0a], .binary,
        "x is not a text file (it has control characters); give one name a line"
      ),
      (
        [0x7f, 0x45, 0x4c, 0x46], .binary,
        "x is not a text file (it has control characters); give one name a line"
      ),
      (
        [0x5a, 0x6f, 0xeb, 0x0a], .notUTF8,
        "x is not UTF-8 text; convert it first, for example with iconv -t UTF-8"
      ),
      // An encoded surrogate, and a letter encoded longer than it needs.
      (
        [0xed, 0xa0, 0x80], .notUTF8,
        "x is not UTF-8 text; convert it first, for example with iconv -t UTF-8"
      ),
      (
        [0xc1, 0xa1], .notUTF8,
        "x is not UTF-8 text; convert it first, for example with iconv -t UTF-8"
      ),
    ] as [([UInt8], DatasetError.Reason, String)])
  func refusals(bytes: [UInt8], reason: DatasetError.Reason, line: String) throws {
    let error = try #require(throws: DatasetError.self) { try Dataset(bytes: bytes, name: "x") }
    #expect(error.reason == reason)
    #expect(error.description == line)
  }

  @Test func embeddedNamesOfTheProgram() throws {
    let dataset = try Dataset(bytes: embeddedNames, name: "names")
    #expect(dataset.documents.count == 32_952)
    #expect(Tokenizer(documents: dataset.documents).vocabularySize == 27)
  }
}

@Suite struct TokenizerTests {
  /// A token is a Unicode scalar: é in one piece is one, e with an accent is two.
  @Test func scalarsSortedByCodePoint() {
    let tokenizer = Tokenizer(documents: ["z\u{e9}", "e\u{301}A", "😀z"])
    #expect(tokenizer.characters == ["A", "e", "z", "\u{e9}", "\u{301}", "😀"])
    #expect(tokenizer.bos == 6)
    #expect(tokenizer.vocabularySize == 7)
    #expect(tokenizer.encode("z\u{e9}") == [6, 2, 3, 6])
    #expect(tokenizer.encode("ze\u{301}") == [6, 2, 1, 4, 6])
    #expect(tokenizer.encode("") == [6, 6])
  }

  /// Of a long document as much as the model sees, and the token that says that it is cut.
  @Test func noMoreThanTheBlock() {
    let tokenizer = Tokenizer(documents: ["abc\u{e9}"])
    for text in ["", "a", "ab", "abc", "\u{e9}\u{e9}\u{e9}", "abca", "abcabc\u{e9}"] {
      let whole = tokenizer.encode(text)
      for block in 1...9 {
        let seen = tokenizer.encode(text, blockSize: block)
        #expect(whole.starts(with: seen) && seen.count <= block + 3)
        let length = Tokenizer.trainedLength(tokens: whole, blockSize: block)
        #expect(Tokenizer.trainedLength(tokens: seen, blockSize: block) == length)
        #expect((seen.count - 1 > block) == (whole.count - 1 > block))
      }
    }
    let long = tokenizer.encode(String(repeating: "abc", count: 100_000), blockSize: 4)
    #expect(long == [4, 0, 1, 2, 0, 1])
  }

  @Test(arguments: ["emma", "", "zo\u{eb}", "jose\u{301}", "e\r\n"]) func backAndForth(text: String)
  {
    let tokenizer = Tokenizer(documents: [text, "abc"])
    let back = tokenizer.decode(tokenizer.encode(text))
    // As scalars: strings are equal where only their composition differs.
    #expect(Array(back.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func unknownCharacters() {
    let tokenizer = Tokenizer(documents: ["emma"])
    #expect(tokenizer.firstUnknown(in: "emma") == nil)
    #expect(tokenizer.firstUnknown(in: "empty") == "p")
    #expect(tokenizer.id(of: "m") == 2)
    #expect(tokenizer.id(of: "x") == nil)
  }

  /// Every character is found among many, and no other.
  @Test func manyCharacters() {
    let some = (0..<3000).compactMap { Unicode.Scalar(UInt32(37 + $0 * 7)) }
    let tokenizer = Tokenizer(documents: [String(String.UnicodeScalarView(some.reversed()))])
    #expect(tokenizer.characters == some)
    for (id, character) in some.enumerated() { #expect(tokenizer.id(of: character) == id) }
    for value in 0..<30_000 as Range<UInt32> where value < 37 || (value - 37) % 7 != 0 {
      guard let other = Unicode.Scalar(value) else { continue }
      #expect(tokenizer.id(of: other) == nil, "\(value)")
    }
  }

  @Test func trainedLength() {
    #expect(Tokenizer.trainedLength(tokens: [9, 1, 2, 9], blockSize: 16) == 3)
    #expect(Tokenizer.trainedLength(tokens: [9, 1, 2, 9], blockSize: 2) == 2)
    #expect(Tokenizer.trainedLength(tokens: [9, 9], blockSize: 16) == 1)
  }
}
