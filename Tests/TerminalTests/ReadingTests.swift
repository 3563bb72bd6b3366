import Foundation
import TestSupport
import Testing

/// Data that lets one wait: a terminal says what for, and Ctrl-C works.
@Suite struct ReadingTests {
  private let folder: URL
  private var pipe: String { folder.appendingPathComponent("names").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-tui-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try #require(mkfifo(folder.appendingPathComponent("names").path, 0o600) == 0)
  }

  @Test func pipeWithoutWriter() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let terminal = try Tmux(
      width: 200,
      command: [Program.path, "train", "--steps", "1", "--samples", "3", "--data", pipe])
    try terminal.waitFor { $0.contains("waiting for data from \(pipe) (Ctrl-C ends this)") }
    let writer = try #require(FileHandle(forWritingAtPath: pipe))
    try writer.write(contentsOf: Data("ab\n".utf8))
    try terminal.waitFor { $0.contains("reading 0 MB: \(pipe)") && !$0.contains("waiting") }
    try writer.close()
    let screen = try terminal.waitFor { $0.contains("sample  3:") }
    #expect(screen.contains("num docs: 1\n") && !screen.contains("reading"))
    #expect(try terminal.exitCode() == 0)
  }

  @Test func waitingIsEnded() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let terminal = try Tmux(width: 200, command: [Program.path, "--data", pipe])
    try terminal.waitFor { $0.contains("waiting for data from \(pipe)") }
    try terminal.keys("C-c")
    #expect(try terminal.exitCode() == 130)
  }
}
