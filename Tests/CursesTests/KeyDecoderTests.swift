import CNcurses
import Stage
import Testing

@testable import Curses

@Suite struct KeyDecoderTests {
  /// The events of a text, and of a pause after it.
  private func events(_ text: String, after key: Int? = nil) -> [Event] {
    var decoder = KeyDecoder()
    if let key { decoder.key(Int32(key)) }
    for scalar in text.unicodeScalars { decoder.character(scalar) }
    decoder.pause()
    return decoder.take()
  }

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
  }

  @Test func mouse() {
    func report(_ text: String) -> [Event] { events(text, after: Int(curses_key_mouse)) }
    #expect(report("0;1;1M") == [.mouse(.pressed(x: 0, y: 0))])
    #expect(report("16;300;20M") == [.mouse(.pressed(x: 299, y: 19))], "with Control")
    #expect(report("32;5;6M") == [.mouse(.dragged(x: 4, y: 5))])
    #expect(report("0;5;6m") == [.mouse(.released(x: 4, y: 5))])
    #expect(report("64;5;6M") == [.mouse(.wheelUp(x: 4, y: 5))])
    #expect(report("65;5;6M") == [.mouse(.wheelDown(x: 4, y: 5))])
    #expect(report("2;5;6M") == [], "the right button")
    #expect(report("0;5M") == [])
    #expect(report("0;5;6xy") == [.key(.character("y"))], "not a report")
  }

  @Test func paste() {
    var decoder = KeyDecoder()
    decoder.key(Int32(curses_key_paste_begin))
    for scalar in "q\r\u{1b}é".unicodeScalars { decoder.character(scalar) }
    decoder.pause()
    #expect(decoder.take() == [])
    decoder.key(Int32(curses_key_left))
    decoder.key(Int32(curses_key_paste_end))
    decoder.character("x")
    #expect(decoder.take() == [.pasted("q\n\u{1b}é"), .key(.character("x"))])
  }
}
