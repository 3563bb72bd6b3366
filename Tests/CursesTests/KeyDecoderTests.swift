import CNcurses
import Stage
import Testing

@testable import Curses

@Suite struct KeyDecoderTests {
  /// The events of a text, and of a silence after it, in milliseconds.
  private func events(_ text: String, after key: Int? = nil, silence: Int = 0) -> [Event] {
    var decoder = KeyDecoder()
    if let key { decoder.key(Int32(key)) }
    for scalar in text.unicodeScalars { decoder.character(scalar) }
    decoder.pause(after: silence)
    return decoder.take()
  }

  private func keys(_ text: String) -> [Event] { text.map { .key(.character($0)) } }

  @Test func characters() {
    #expect(events("aÄ漢") == ["a", "Ä", "漢"].map { .key(.character($0)) })
    #expect(
      events("\r\n\t\u{7f}\u{8}")
        == [.enter, .enter, .tab, .backspace, .backspace].map { .key($0) })
    #expect(events("\u{1}\u{0}") == [], "other control characters mean nothing")
  }

  @Test func escape() {
    #expect(events("\u{1b}") == [.key(.escape)])
    #expect(events("\u{1b}q") == [.key(.escape), .key(.character("q"))])
    #expect(events("\u{1b}\u{1b}") == [.key(.escape), .key(.escape)])
  }

  @Test func unknownSequencesMeanNothing() {
    #expect(events("\u{1b}[27;5;113~x") == [.key(.character("x"))])
    #expect(events("\u{1b}[q") == [])
    #expect(events("\u{1b}[?1;2cx") == keys("x"), "an answer to a question")
    #expect(events("\u{1b}[[Ax") == keys("x"), "F1 of the Linux console")
    #expect(events("\u{1b}OPx") == keys("x"), "F1 of others")
    #expect(events("\u{1b}]11;rgb:0/0/0\u{7}x") == keys("x"))
    #expect(events("\u{1b}]11;rgb:0/0/0\u{1b}\\x") == keys("x"))
    #expect(events("\u{1b}P1$r0m\u{1b}\\x") == keys("x"))
    #expect(events("\u{1b}[1;\u{1b}[qx") == keys("x"), "one within another")
    #expect(events("\u{1b}[1é") == keys("é"), "what can't belong to it")
  }

  /// Alt and a key that could begin a sequence: when nothing follows, it was the key.
  @Test(arguments: ["[", "O", "P", "]", "X", "^", "_"]) func alternate(key: String) {
    #expect(events("\u{1b}\(key)", silence: 49) == [])
    #expect(events("\u{1b}\(key)", silence: 50) == [.key(.escape)] + keys(key))
    var decoder = KeyDecoder()
    for scalar in "\u{1b}\(key)".unicodeScalars { decoder.character(scalar) }
    decoder.pause(after: 50)
    decoder.character("x")
    #expect(decoder.take() == [.key(.escape)] + keys(key + "x"))
    #expect(decoder.patience == nil)
  }

  /// A sequence that breaks off, or never ends, takes no key with it.
  @Test func sequencesEnd() {
    for begun in ["\u{1b}[27;5", "\u{1b}]11;", "\u{1b}Pq"] {
      var decoder = KeyDecoder()
      for scalar in begun.unicodeScalars { decoder.character(scalar) }
      #expect(decoder.patience.map { $0 <= 1_000 } == true)
      decoder.pause(after: 1_000)
      decoder.character("x")
      #expect(decoder.take() == keys("x"))
    }
    #expect(events("\u{1b}[" + String(repeating: "1", count: 1_000) + "qx").last == keys("x")[0])
    let long = String(repeating: "a", count: 100_000)
    #expect(events("\u{1b}]" + long + "x").last == keys("x")[0])
  }

  private static let ground = "\u{1b}]11;rgb:ffff/8080/0000"

  /// What terminals answer to the question for their ground, and to the one for their kind.
  @Test(arguments: [
    ground + "\u{1b}\\" + "\u{1b}[?62;22c", ground + "\u{7}" + "\u{1b}[?1;2c",
    ground + "\u{9c}" + "\u{1b}[?6c",
  ])
  func answers(text: String) {
    let scalars = Array(text.unicodeScalars)
    // In two pieces, a moment apart: nothing of it becomes a key.
    for cut in 0...scalars.count {
      var decoder = KeyDecoder()
      decoder.expectsAnswer = true
      for scalar in scalars[..<cut] { decoder.character(scalar) }
      decoder.pause(after: 49)
      for scalar in scalars[cut...] { decoder.character(scalar) }
      decoder.character("x")
      #expect(decoder.take() == keys("x"), "cut at \(cut)")
      #expect(decoder.takeReports() == [.ground(Colour(255, 128, 0)), .kind])
      #expect(decoder.takeReports() == [])
    }
  }

  /// An answer that comes when none is expected any more is none of the keys, either.
  @Test func lateAnswers() {
    #expect(events(Self.ground + "\u{1b}\\\u{1b}[?62;22cx") == keys("x"))
    #expect(events("\u{1b}]11;rgb:" + String(repeating: "f", count: 1_000) + "\u{7}x") == keys("x"))
    var decoder = KeyDecoder()
    for scalar in "\u{1b}]10;rgb:0/0/0\u{7}\u{1b}[1;2c\u{1b}[?25h".unicodeScalars {
      decoder.character(scalar)
    }
    #expect(decoder.takeReports() == [], "answers to other questions")
  }

  /// Escape is a key all the same while an answer is expected.
  @Test func escapeBeforeAnAnswer() {
    var decoder = KeyDecoder()
    decoder.expectsAnswer = true
    decoder.character("\u{1b}")
    #expect(decoder.patience == 50)
    decoder.pause(after: 50)
    #expect(decoder.take() == [.key(.escape)])
  }

  @Test func mouse() {
    func report(_ text: String) -> [Event] { events(text, after: Int(curses_key_mouse)) }
    #expect(report("0;1;1M") == [.mouse(.pressed(x: 0, y: 0))])
    #expect(report("16;300;20M") == [.mouse(.pressed(x: 299, y: 19))], "with Control")
    #expect(report("32;5;6M") == [.mouse(.dragged(x: 4, y: 5))])
    #expect(report("0;5;6m") == [.mouse(.released(x: 4, y: 5))])
    #expect(report("35;5;6M") == [.mouse(.moved(x: 4, y: 5))])
    #expect(report("51;5;6M") == [.mouse(.moved(x: 4, y: 5))], "with Control")
    #expect(report("33;5;6M") + report("34;5;6M") == [], "other buttons held")
    #expect(report("64;5;6M") == [.mouse(.wheelUp(x: 4, y: 5))])
    #expect(report("65;5;6M") == [.mouse(.wheelDown(x: 4, y: 5))])
    #expect(report("2;5;6M") == [], "the right button")
    #expect(report("0;5M") == [])
    #expect(report("0;5;6xy") == [.key(.character("y"))], "not a report")
    #expect(report("0;5\u{1b}[qx") == keys("x"))
    let digits = String(repeating: "9", count: 10_000)
    #expect(report("0;\(digits);1M").allSatisfy { if case .mouse = $0 { false } else { true } })
    #expect(report("0;99999999999999999999;1M") == [])
    #expect(report("0;5") == [])
    var decoder = KeyDecoder()
    decoder.key(Int32(curses_key_mouse))
    decoder.character("0")
    decoder.pause(after: 50)
    decoder.character("1")
    #expect(decoder.take() == keys("1"), "the report broke off")
  }

  /// Of several places in a row only the last one counts; what happened between them is kept.
  @Test func motion() {
    var decoder = KeyDecoder()
    func take(_ reports: String...) -> [Event] {
      for report in reports {
        decoder.key(Int32(curses_key_mouse))
        for scalar in report.unicodeScalars { decoder.character(scalar) }
      }
      return decoder.take()
    }
    #expect(take("35;1;1M", "35;2;1M", "35;3;1M") == [.mouse(.moved(x: 2, y: 0))])
    #expect(take("35;4;1M") == [.mouse(.moved(x: 3, y: 0))], "since the last look")
    #expect(
      take("35;1;1M", "35;2;1M", "0;2;1M", "0;2;1m", "35;3;1M", "35;4;1M")
        == [
          .mouse(.moved(x: 1, y: 0)), .mouse(.pressed(x: 1, y: 0)), .mouse(.released(x: 1, y: 0)),
          .mouse(.moved(x: 3, y: 0)),
        ])
  }

  /// Wherever it is cut, a report is the same one.
  @Test func motionInPieces() {
    let report = Array("35;120;7M".unicodeScalars)
    for cut in 0...report.count {
      var decoder = KeyDecoder()
      decoder.key(Int32(curses_key_mouse))
      for scalar in report[..<cut] { decoder.character(scalar) }
      decoder.pause(after: 49)
      for scalar in report[cut...] { decoder.character(scalar) }
      #expect(decoder.take() == [.mouse(.moved(x: 119, y: 6))], "cut at \(cut)")
    }
  }

  /// Terminals that don't know decimal reports send three characters instead.
  @Test func oldMouse() {
    #expect(events(" !!x", after: Int(curses_key_old_mouse)) == keys("x"))
  }

  @Test func paste() {
    var decoder = KeyDecoder()
    decoder.key(Int32(curses_key_paste_begin))
    for scalar in "q\r\u{1b}é".unicodeScalars { decoder.character(scalar) }
    decoder.pause(after: 999)
    #expect(decoder.take() == [])
    decoder.key(Int32(curses_key_left))
    decoder.key(Int32(curses_key_paste_end))
    decoder.character("x")
    #expect(decoder.take() == [.pasted("q\n\u{1b}é"), .key(.character("x"))])
  }

  /// The end may never come: what came until then is the paste.
  @Test func pasteWithoutEnd() {
    var decoder = KeyDecoder()
    decoder.key(Int32(curses_key_paste_begin))
    for scalar in "abc".unicodeScalars { decoder.character(scalar) }
    #expect(decoder.patience == 1_000)
    decoder.pause(after: 1_000)
    decoder.character("q")
    #expect(decoder.take() == [.pasted("abc"), .key(.character("q"))])
  }

  /// The rest of a paste that is too long is dropped, up to its end.
  @Test func longPaste() {
    var decoder = KeyDecoder()
    decoder.key(Int32(curses_key_paste_begin))
    for _ in 0..<1_000_000 { decoder.character("é") }
    decoder.key(Int32(curses_key_paste_end))
    decoder.character("q")
    let kept = String(repeating: "é", count: KeyDecoder.longestPaste / 2)
    #expect(decoder.take() == [.pasted(kept), .key(.character("q"))])
  }
}
