import Foundation
import TestSupport
import Testing

/// The file that keeps what was done, with the real program in a real terminal.
@Suite struct ProgressFileTests {
  /// A folder for state, removed at its end.
  private final class State {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-state-\(UUID().uuidString)")
    var own: URL { folder.appendingPathComponent("microgpt-tui") }
    var file: URL { own.appendingPathComponent("progress.json") }

    init() throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
      chmod(own.path, 0o700)
      try? FileManager.default.removeItem(at: folder)
    }

    func write(_ text: String) throws {
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }

    func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    /// The names of all files in it.
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: own.path).sorted()
    }

    /// The program with so little data that nothing takes time, on its first page.
    func start(_ arguments: String...) throws -> Tmux {
      try Tmux(
        command: [Program.path, "--steps", "1"] + arguments,
        environment: ["XDG_STATE_HOME": folder.path])
    }

    /// What `microgpt-tui progress` says.
    func progress(_ arguments: String = "") -> Outcome {
      Program.run([
        "sh", "-c",
        "XDG_STATE_HOME='\(folder.path)' '\(Program.path)' progress \(arguments) 2>&1",
      ])
    }
  }

  /// Waits for the first page, presses keys, leaves, and returns the exit code.
  private func visit(_ terminal: Tmux, _ keys: String...) throws -> Int32 {
    try terminal.waitFor { $0.contains("q quit") || $0.contains("Welcome back") }
    for key in keys { try terminal.keys(key) }
    try terminal.keys("q")
    return try terminal.exitCode()
  }

  @Test func isKeptAndOfferedAgain() throws {
    let state = try State()
    var terminal = try state.start("--chapter", "2")
    #expect(try visit(terminal, "Right", "Right") == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: state.file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try state.names() == ["progress.json"])
    #expect(try state.text().contains("\"chapter\":2"))

    terminal = try state.start()
    try terminal.waitFor { $0.contains("Welcome back") && $0.contains("2. Numbers, not letters") }
    try terminal.keys("Enter")
    try terminal.waitFor { !$0.contains("Welcome back") && $0.contains("2. Numbers, not letters") }
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
    let printed = state.progress()
    #expect(printed.code == 0)
    #expect(printed.output.contains("The last visit ended in chapter 2, Numbers, not letters."))
  }

  /// Also where a signal ends the program.
  @Test func isKeptWhenASignalEndsTheVisit() throws {
    let state = try State()
    let terminal = try state.start("--chapter", "2")
    try terminal.waitFor { $0.contains("q quit") }
    try terminal.send(signal: SIGTERM)
    #expect(try terminal.exitCode() == 128 + SIGTERM)
    #expect(try state.text().contains("\"chapter\":2"))
  }

  /// Also of a file that says nothing of all else.
  @Test func cardsAreCounted() throws {
    let state = try State()
    let cards = #"{"bos":{"turn":1,"isKnown":true},"odds":{"turn":2,"isKnown":false}}"#
    try state.write(#"{"version":1,"progress":{"cards":\#(cards)}}"#)
    let printed = state.progress()
    #expect(printed.code == 0)
    #expect(printed.output.contains("Cards asked: 2, known the last time: 1."))
  }

  @Test func fresh() throws {
    let state = try State()
    #expect(try visit(state.start("--chapter", "2")) == 0)
    let before = try state.text()
    let terminal = try state.start("--fresh")
    try terminal.waitFor { $0.contains("q quit") && !$0.contains("Welcome back") }
    #expect(try visit(terminal, "Right", "Right") == 0)
    #expect(try state.text() == before)
  }

  @Test(arguments: ["", "{", "[]", "{\"version\":1}", "{\"version\":1,\"progress\":{\"seen\":7}}"])
  func damagedIsSetAside(text: String) throws {
    let state = try State()
    try state.write(text)
    #expect(state.progress().code == 1)
    let terminal = try state.start("--chapter", "2")
    try terminal.waitFor { $0.contains("damaged") }
    #expect(try visit(terminal) == 0)
    #expect(try state.names() == ["progress-damaged.json", "progress.json"])
    let aside = state.own.appendingPathComponent("progress-damaged.json")
    #expect(try String(contentsOf: aside, encoding: .utf8) == text)
    // Another one does not take the place of the first.
    try state.write("again")
    #expect(try visit(state.start("--chapter", "2")) == 0)
    #expect(try state.names().contains("progress-damaged-2.json"))
    #expect(try String(contentsOf: aside, encoding: .utf8) == text)
  }

  @Test func ofALaterVersionIsLeft() throws {
    let state = try State()
    let text = "{\"version\":2,\"new\":true}"
    try state.write(text)
    let terminal = try state.start("--chapter", "2")
    try terminal.waitFor { $0.contains("later program (version 2)") }
    #expect(try visit(terminal) == 0)
    #expect(try state.text() == text)
    #expect(state.progress().code == 1)
  }

  /// A folder in the place of the file is set aside with all that is in it.
  @Test func aFolderInItsPlace() throws {
    let state = try State()
    let inside = state.file.appendingPathComponent("inside")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    #expect(try visit(state.start("--chapter", "2")) == 0)
    #expect(try state.names() == ["progress-damaged.json", "progress.json"])
    let aside = state.own.appendingPathComponent("progress-damaged.json/inside")
    #expect(FileManager.default.fileExists(atPath: aside.path))
  }

  /// Where nothing can be written, one line says so at the end, and the visit is as always.
  @Test func nowhereToWrite() throws {
    let state = try State()
    // A file in the place of the folder: so it is for root as well.
    try "".write(to: state.own, atomically: true, encoding: .utf8)
    let terminal = try state.start("--chapter", "2")
    #expect(try visit(terminal) == 0)
    try terminal.waitFor { $0.contains("can't keep what you have done in") }
  }

  /// The new file can't be written: the old one stays as it is.
  @Test func theOldFileStays() throws {
    let state = try State()
    #expect(try visit(state.start("--chapter", "2")) == 0)
    let before = try state.text()
    // Something else has the name of the file that is written first.
    let start = "mkdir '\(state.file.path)'.$$ && exec '\(Program.path)'"
    let terminal = try Tmux(
      command: ["sh", "-c", start + " --steps 1 --chapter 3"],
      environment: ["XDG_STATE_HOME": state.folder.path])
    #expect(try visit(terminal, "Right") == 0)
    try terminal.waitFor { $0.contains("can't keep what you have done in") }
    #expect(try state.text() == before)
  }

  /// What one has done is not lost when the other ends later.
  @Test func twoProgramsAtOnce() throws {
    let state = try State()
    let first = try state.start("--chapter", "2")
    let second = try state.start("--chapter", "3")
    try first.waitFor { $0.contains("q quit") }
    #expect(try visit(second) == 0)
    #expect(try visit(first) == 0)
    let text = try state.text()
    #expect(text.contains("\"rules\"") && text.contains("\"name\""))
  }

  @Test func reset() throws {
    let state = try State()
    #expect(state.progress("--reset </dev/null").output.contains("Nothing is kept yet"))
    #expect(try visit(state.start("--chapter", "2")) == 0)
    #expect(state.progress("--reset </dev/null").output.contains("Nothing was removed."))
    #expect(state.progress("--reset <<e\nn\ne\n").output.contains("Nothing was removed."))
    #expect(try state.names() == ["progress.json"])
    let removed = state.progress("--reset <<e\ny\ne\n")
    #expect(removed.code == 0 && removed.output.hasSuffix("Removed.\n"))
    #expect(try state.names() == [])
    #expect(state.progress().output.contains("Nothing is kept yet"))
  }
}
