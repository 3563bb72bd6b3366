import Foundation

/// Files with names, and others, for the program to read.
enum SampleFiles {
  struct Sample: CustomStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]

    var description: String { name }

    /// The path of the file, which is made once.
    func path() throws -> String {
      let path = try SampleFiles.folder.get().appendingPathComponent(name).path
      if !FileManager.default.fileExists(atPath: path) {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
      }
      return path
    }
  }

  /// Small ones that every part of the program can be tried on.
  static let small: [Sample] = [
    names("accents", "Zoë\nRenée\nÅsa\nJosé\nRene\u{301}e\n"),
    names("cjk", "東京\n大阪\n京都\n札幌\n山\n"),
    names("emoji", "😀\n👩‍👩‍👧\n🇦🇹🇨🇭\n❤️\n😀😀\n"),
    names("right-to-left", "שלום\nمرحبا\nשם\n"),
    names("one-line", "emma"),
    names("two-characters", "a\nb\n"),
    names("one-character", "a\n"),
    names("blank-lines", "\n\n  \nanna\n\n\t\nbob\n\n"),
    names("long-line", "anna\n" + String(repeating: "abcdefghij", count: 300) + "\nbob\n"),
  ]

  /// All that is text with names.
  static let all: [Sample] =
    small + [
      names("carriage-returns", "anna\rbob\rcarl\r"),
      names("dos", "anna\r\nbob\r\n"),
      names("mark", "\u{feff}anna\nbob\n"),
      names("no-end", "anna\nbob"),
      names("controls", "an\u{80}na\nb\u{9f}o\u{9b}2Jb\nx\u{c}y\u{b}z\nt\ta\nu\u{1c}v\u{1f}w\n"),
      names("directions", "a\u{202e}b\u{2066}c\n\u{200b}d\u{200e}\ne\u{2028}f\u{2029}g\n"),
      names("combining", "\u{301}\u{302}\n\u{fe0f}\n" + String(repeating: "a\u{301}", count: 99)),
      names("highest", "\u{10ffff}\u{fffe}\u{e000}\n\u{ffff}\n"),
      names("same", String(repeating: "anna\n", count: 1000)),
      names("spaces", "\u{3000}anna bell\u{a0}\n\u{2003}\nbob  b\n"),
      names("many-characters", distinct(5_000)),
    ]

  /// What may take long, but not for ever.
  static let large: [Sample] = [
    names("megabyte-line", "anna\n" + String(repeating: "abcdefghij", count: 100_000) + "\n"),
    names("most-characters", distinct(100_000)),
  ]

  /// No text, or one without names.
  static let wrong: [Sample] = [
    Sample(name: "empty", bytes: []),
    Sample(name: "blank", bytes: Array(" \n\t\n\r\n\u{3000}\n".utf8)),
    Sample(name: "nul", bytes: Array("an\0na\n".utf8)),
    Sample(name: "escapes", bytes: Array("an\u{1b}[2Jna\n".utf8)),
    Sample(name: "delete", bytes: Array("an\u{7f}na\n".utf8)),
    Sample(name: "latin-1", bytes: [0x5a, 0x6f, 0xeb, 0x0a]),
    Sample(
      name: "utf-16", bytes: [0xff, 0xfe] + "anna\nbob\n".utf16.flatMap { [UInt8($0 & 255), 0] }),
    Sample(name: "utf-16-big", bytes: "anna\nbob\n".utf16.flatMap { [0, UInt8($0 & 255)] }),
    Sample(name: "surrogates", bytes: [0x61, 0xed, 0xa0, 0x80, 0x0a]),
    Sample(name: "overlong", bytes: [0x61, 0xc0, 0xaf, 0x0a]),
    Sample(name: "cut", bytes: Array("anna\nZo".utf8) + [0xc3]),
    Sample(name: "too-high", bytes: [0xf4, 0x90, 0x80, 0x80, 0x0a]),
  ]

  private static func names(_ name: String, _ text: String) -> Sample {
    Sample(name: name, bytes: Array(text.utf8))
  }

  /// So many different characters, some in each line.
  private static func distinct(_ count: Int) -> String {
    var text = String.UnicodeScalarView()
    for scalar in (0x3400...0x2ffff).lazy.compactMap(Unicode.Scalar.init).prefix(count) {
      text.append(scalar)
      if scalar.value % 8 == 7 { text.append("\n") }
    }
    return String(text)
  }

  private static let folder = Result {
    try FileManager.default.createDirectory(at: folderPath, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: SampleFiles.folderPath) }
    return folderPath
  }

  private static let folderPath = FileManager.default.temporaryDirectory
    .appendingPathComponent("microgpt-tui-stress-\(getpid())")
}
