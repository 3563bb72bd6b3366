import CTestSupport
import Foundation

/// What a program did that ran to its end.
package struct Outcome {
  /// The exit code; 128 and the signal's number where a signal ended it.
  package let code: Int32
  /// What it wrote, to standard output and standard error.
  package let output: String
}

package enum Program {
  /// How long a test waits at most, in seconds: far more than a good program takes on a slow and busy
  /// machine. It only ends a test that would never end.
  package static let longestWait = 180.0

  /// The built `microgpt-tui`: the one that `MICROGPT_PROGRAM` names, or that beside the test bundle.
  package static let path: String = {
    if let other = ProcessInfo.processInfo.environment["MICROGPT_PROGRAM"] { return other }
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
  /// else to be worked out before its last page: after that nothing on the screen changes by itself.
  package static func quick() throws -> [String] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-tui-tests-\(getpid()).txt")
    try "ab\nba\n".write(to: file, atomically: true, encoding: .utf8)
    return [path, "--data", file.path, "--name", "ab", "--chapter", "4"]
  }

  /// Whether the screen has settled: it stays as it is, painted to its last row.
  package static func isSettled(_ screen: String) -> Bool {
    screen.contains(/trained [\d,]+ of [\d,]+ steps/) && !screen.contains("first training:")
      && screen.contains("q quit")
  }

  /// Runs a program without a terminal, and waits for its end, which SIGALRM brings when it takes
  /// longer than ``longestWait``.
  package static func run(_ arguments: [String]) -> Outcome {
    var output = [CChar](repeating: 0, count: 1 << 20)
    let code = withWords(arguments) {
      support_run($0, UInt32(longestWait), &output, output.count)
    }
    return Outcome(code: code, output: text(output.prefix { $0 != 0 }))
  }

  /// Words as C takes them: a null ends the list.
  static func withWords<Result>(
    _ words: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let strings = words.map { strdup($0) }
    defer { strings.forEach { free($0) } }
    return body(strings.map { UnsafePointer<CChar>($0) } + [nil])
  }

  private static func text(_ bytes: ArraySlice<CChar>) -> String {
    String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
