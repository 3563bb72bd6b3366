import CTestSupport
import Foundation

/// What a program did that ran to its end.
struct Outcome {
  /// The exit code; 128 and the signal's number where a signal ended it.
  let code: Int32
  /// What it wrote, to standard output and standard error.
  let output: String
}

enum Program {
  /// The built `microgpt-tui`, beside the test bundle.
  static let path: String = {
    var bytes = [CChar](repeating: 0, count: 4096)
    guard support_test_path(&bytes, bytes.count) == 1 else { return "microgpt-tui" }
    let end = bytes.firstIndex(of: 0) ?? bytes.count
    var folder = URL(fileURLWithPath: text(bytes[..<end]))
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appendingPathComponent("microgpt-tui").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
    }
    return "microgpt-tui"
  }()

  /// The program with so little data that it is trained at once, in a chapter that asks for nothing
  /// else to be worked out: after that nothing on the screen changes by itself.
  static func quick() throws -> [String] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-tui-tests-\(getpid()).txt")
    try "ab\nba\n".write(to: file, atomically: true, encoding: .utf8)
    return [path, "--data", file.path, "--name", "ab", "--chapter", "4"]
  }

  /// Whether the screen has settled: it stays as it is, painted to its last row.
  static func isSettled(_ screen: String) -> Bool {
    screen.contains(/trained [\d,]+ of [\d,]+ steps/) && !screen.contains("first training:")
      && screen.contains("q quit")
  }

  /// Runs a program without a terminal, and waits for its end.
  static func run(_ arguments: [String]) -> Outcome {
    var output = [CChar](repeating: 0, count: 1 << 20)
    let strings = arguments.map { strdup($0) }
    defer { strings.forEach { free($0) } }
    var pointers = strings.map { UnsafePointer<CChar>($0) }
    pointers.append(nil)
    let code = support_run(&pointers, &output, output.count)
    return Outcome(code: code, output: text(output.prefix { $0 != 0 }))
  }

  private static func text(_ bytes: ArraySlice<CChar>) -> String {
    String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
