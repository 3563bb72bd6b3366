import Stage
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    (0.0, 2, "0.00"), (-0.0, 2, "0.00"), (-0.001, 2, "0.00"), (-0.005, 2, "-0.01"),
    (0.5, 0, "1"), (1.5, 0, "2"), (-2.5, 0, "-3"), (2.714, 3, "2.714"), (0.125, 2, "0.13"),
    (9.999, 2, "10.00"), (123_456.789, 1, "123456.8"), (1e30, 2, "1.0e+30"), (-1e18, 0, "-1.0e+18"),
    (.nan, 3, "nan"), (.infinity, 3, "inf"), (-.infinity, 0, "-inf"),
    (.leastNonzeroMagnitude, 4, "0.0000"), (.greatestFiniteMagnitude, 0, "1.8e+308"),
  ])
  func fixed(number: Double, digits: Int, text: String) { #expect(number.fixed(digits) == text) }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1.0e+00"), (-1.25e-5, "-1.3e-05"), (9.96, "1.0e+01"), (6.02e23, "6.0e+23"),
    (.leastNonzeroMagnitude, "4.9e-324"), (.nan, "nan"), (.infinity, "inf"), (99.9, "1.0e+02"),
    (1e100, "1.0e+100"),
  ])
  func scientific(number: Double, text: String) { #expect(number.scientific == text) }

  @Test(arguments: [
    (0.25, 4, "0.2500"), (0.00001, 4, "1.0e-05"), (-0.00001, 4, "-1.0e-05"), (0.0, 4, "0.0000"),
    (0.00005, 4, "0.0001"), (.nan, 4, "nan"), (1e20, 2, "1.0e+20"),
  ])
  func shown(number: Double, digits: Int, text: String) { #expect(number.shown(digits) == text) }

  /// Where only zeros are seen there is no sign, least of all a false one.
  @Test(arguments: [
    (0.4, 3, "+0.400"), (-0.4, 3, "-0.400"), (-0.0004, 3, "0.000"), (0.0004, 3, "0.000"),
    (-0.0006, 3, "-0.001"), (0.0, 2, "0.00"), (99.99, 2, "+99.99"), (-250.4, 3, "-250"),
    (1e20, 2, "+1.0e+20"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
  ])
  func signed(number: Double, digits: Int, text: String) { #expect(number.signed(digits) == text) }

  @Test func percent() {
    #expect(0.327.percent() == "32.7%")
    #expect(1.0.percent(0) == "100%")
    #expect(0.0004.percent() == "0.0%")
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (32_952, "32,952"), (-1_234_567, "-1,234,567"),
    (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func grouped(number: Int, text: String) { #expect(number.grouped == text) }

  @Test func columns() {
    #expect("abc".columns == 3)
    #expect("山田".columns == 4)
    #expect("e\u{301}".columns == 1)
    #expect("é".columns == 1)
    #expect("\u{200d}\u{200c}".columns == 0)
    #expect("\u{7}\n\u{200b}\u{2028}\u{378}".columns == 5, "each drawn as a sign")
    #expect("🙂".columns == 2)
    #expect("─●▶".columns == 3)
  }

  @Test func cuttingAndPadding() {
    #expect("emma".cut(4) == "emma")
    #expect("emma".cut(3) == "em…")
    #expect("emma".cut(1) == "…")
    #expect("emma".cut(0) == "")
    #expect("emma".cut(-5) == "")
    #expect("山田太郎".cut(5) == "山田…")
    #expect("山田太郎".cut(4) == "山…")
    #expect("\u{301}".cut(0) == "\u{301}" && "ae\u{301}b".cut(3) == "ae\u{301}b")
    #expect("ae\u{301}b".cut(2) == "a…")
    #expect("emma".shortened == "emma")
    let long = String(repeating: "abcdefghij", count: 100_000)
    #expect(long.shortened == "abcdefghijabcdefghi…")
    #expect("ab".padded(4) == "ab  " && "ab".paddedLeft(4) == "  ab")
    #expect("山".padded(4) == "山  " && "abcde".padded(2) == "abcde")
  }

  @Test func wrapping() {
    #expect(Paragraph("one two three").lines(width: 7) == ["one two", "three"])
    #expect(Paragraph("one two three").lines(width: 13) == ["one two three"])
    #expect(Paragraph("abcdefgh ij").lines(width: 3) == ["abc", "def", "gh", "ij"])
    #expect(Paragraph("one\n\ntwo").lines(width: 9) == ["one", "", "two"])
    #expect(Paragraph("").lines(width: 9) == [""])
    #expect(Paragraph("one").lines(width: 0) == [])
    #expect(Paragraph("one").lines(width: -1) == [])
  }

  @Test func wrappedLinesFit() {
    let text = "Some words, 山田太郎山田太郎, e\u{301}e\u{301}e\u{301}e\u{301} and unbreakablylong ones."
    for width in 2...40 {
      let lines = Paragraph(text).lines(width: width)
      #expect(lines.allSatisfy { $0.columns <= width }, "\(width)")
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "\(width)")
    }
    #expect(!Paragraph("山田").lines(width: 1).isEmpty)
  }

  @Test func asciiForms() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(scalar.ascii.value <= 0x7f)
      if value < 0x80 { #expect(scalar.ascii == scalar) }
    }
    let canvas = Area.picture(Size(9, 1)) { $0.text("╭─●→█é山") }
    #expect(canvas.ascii.lines == ["+-*>#??  "])
    #expect(canvas.ascii.size == canvas.size)
    let pixels = Area.picture(Size(1, 1)) { $0.halves(.share(255), .share(0), x: 0, y: 0) }
    #expect(pixels.ascii[0, 0] == Cell("=", .share(255), .inverse))
  }
}

@Suite struct ParagraphTests {
  @Test func runsKeepTheirRoles() {
    let text: Text = "The loss is \(2.5, .loss, .strong), and \("falls", .answer)."
    #expect(text.string == "The loss is 2.5, and falls.")
    #expect(text.columns == 27)
    let canvas = Area.picture(Size(12, 3)) { #expect(Paragraph(text).draw(in: $0, .faint) == 3) }
    #expect(canvas.lines == ["The loss is ", "2.5, and    ", "falls.      "])
    #expect(canvas.roleLines == ["fff ffff ff ", "LLLf fff    ", "nnnnnf      "])
  }

  @Test func literalsAreText() {
    #expect(("plain" as Text) == Text("plain") && ("" as Text).isEmpty)
    #expect(("a" as Text) + "b" == Text([.init("a"), .init("b")]))
    let inner: Text = "[\("x", .token)]"
    #expect(("<\(inner)>" as Text).string == "<[x]>")
  }

  @Test func cuttingKeepsRoles() {
    let text: Text = "\("ab", .token)\("cd", .loss)"
    #expect(text.cut(4) == text)
    #expect(text.cut(3) == Text([.init("ab", .token), .init("…", .loss)]))
    #expect(text.cut(2) == Text([.init("a…", .token)]))
    #expect(text.cut(1) == Text([.init("…", .token)]))
    #expect(text.cut(0).isEmpty && text.cut(-3).isEmpty)
    #expect((text + "").cut(4).string == "abcd")
  }

  @Test func wordsAcrossRunsStayWhole() {
    let text: Text = "one tw\("o", .token)three four"
    #expect(Paragraph(text).lines(width: 8) == ["one", "twothree", "four"])
    #expect(Paragraph(text).lines(width: 4) == ["one", "twot", "hree", "four"])
  }

  @Test func theLastLineTellsThatThereIsMore() {
    func drawn(_ size: Size) -> [String] {
      Area.picture(size) { Paragraph("one two three").draw(in: $0) }.lines
    }
    #expect(drawn(Size(7, 1)) == ["one tw…"])
    #expect(drawn(Size(9, 1)) == ["one two …"])
    #expect(drawn(Size(5, 2)) == ["one  ", "two …"])
    #expect(drawn(Size(7, 2)) == ["one two", "three  "])
  }

  /// All of it laid out would be a million lines and more: here only what is drawn.
  @Test func longWordsAreLaidOutAsFarAsTheyAreDrawn() {
    let word = String(repeating: "山e\u{301}x", count: 1 << 18)
    #expect(
      Paragraph(word).lines(width: 4, limit: 3).map(\.string) == [
        "山e\u{301}x", "山e\u{301}x", "山e\u{301}x",
      ])
    let words = String(repeating: "ab ", count: 1 << 18)
    #expect(Paragraph(words).lines(width: 5, limit: 2) == ["ab ab", "ab ab"])
    #expect(Paragraph(words).lines(width: 2).count == 1 << 18)
  }
}
