import CTestSupport
import Foundation

/// A program in a real terminal: a window of a tmux server of its own.
package final class Tmux {
  private let folder: URL
  private var isClosed = false
  private var socket: String { folder.appendingPathComponent("socket").path }

  /// What a program finds in its environment unless a test says otherwise.
  static let variables = [
    "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", "XDG_CONFIG_HOME": "/dev/null",
  ]

  /// Variables that a program doesn't find, as `env` takes them away. Without a home it keeps nothing.
  static let unset = ["NO_COLOR", "COLORTERM", "XDG_STATE_HOME", "HOME"].flatMap { ["-u", $0] }

  /// Starts the command. `environment` is set beside a UTF-8 locale and 256 colours, without settings
  /// and without `NO_COLOR` and `COLORTERM`.
  package init(
    width: Int = 80, height: Int = 24, command: [String], environment: [String: String] = [:]
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-\(UInt32.random(in: 0...(.max)))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let settings = """
      set -g default-terminal tmux-256color
      set -g status off
      set -s escape-time 0
      """
    try write(settings, "settings")
    try write(Tmux.script, "script")
    let variables = Tmux.variables.merging(environment) { $1 }.map { "\($0)=\($1)" }
    try tmux(
      ["new-session", "-d", "-x", "\(width)", "-y", "\(height)", "env"] + Tmux.unset + variables + [
        "sh", file("script"), folder.path,
      ] + command)
  }

  deinit {
    _ = Program.run(["tmux", "-S", socket, "kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs the program, keeps the terminal's modes before and after it, its process id and its exit
  /// code, and then keeps the window open, with a title that follows all that the program wrote.
  private static let script = """
    folder=$1; shift
    trap : HUP INT QUIT TERM
    stty -g > "$folder/before"
    sh -c 'echo $$ > "$0/started"; mv "$0/started" "$0/process"; exec "$@"' "$folder" "$@"
    echo $? > "$folder/ended"
    stty -g > "$folder/after"
    printf '\\033]2;ended\\033\\\\'
    mv "$folder/ended" "$folder/code"
    exec cat
    """

  // MARK: - What a person does

  /// Presses keys by tmux's names: `Right`, `BTab`, `C-c`, `q`.
  package func keys(_ names: String...) throws { try tmux(["send-keys"] + names) }

  /// Types a text as it is.
  package func type(_ text: String) throws { try tmux(["send-keys", "-l", "--", text]) }

  /// Pastes a text the way a terminal does.
  package func paste(_ text: String) throws {
    try tmux(["set-buffer", text])
    try tmux(["paste-buffer", "-p"])
  }

  /// Presses and releases the mouse at a column and a row, counted from 0.
  package func click(_ x: Int, _ y: Int) throws {
    try type("\u{1b}[<0;\(x + 1);\(y + 1)M\u{1b}[<0;\(x + 1);\(y + 1)m")
  }

  package func resize(_ width: Int, _ height: Int) throws {
    try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  /// Closes the window: the program's terminal goes away.
  package func closeWindow() throws {
    isClosed = true
    try tmux(["kill-server"])
  }

  /// Writes to the terminal as another program would.
  package func scribble(_ text: String) throws {
    let terminal = try tmux(["display-message", "-p", "#{pane_tty}"])
      .trimmingCharacters(in: .newlines)
    guard let file = FileHandle(forWritingAtPath: terminal) else {
      throw Failure("\(terminal) can't be written to")
    }
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  // MARK: - What a person sees

  /// The rows of the window, joined by line ends, without blanks at their ends.
  package func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// The same with the sequences of colours and emphasis.
  package func colouredScreen() throws -> String { try tmux(["capture-pane", "-p", "-e"]) }

  /// Three digits: whether the alternate screen is shown, the cursor is, and the mouse is reported.
  package func modes() throws -> String {
    try tmux(["display-message", "-p", "#{alternate_on}#{cursor_flag}#{mouse_any_flag}"])
      .trimmingCharacters(in: .newlines)
  }

  /// Where the cursor stands, by column and row.
  package func cursor() throws -> (x: Int, y: Int) {
    let words = try tmux(["display-message", "-p", "#{cursor_x} #{cursor_y}"])
    let numbers = words.split { " \n".contains($0) }.compactMap { Int($0) }
    guard numbers.count == 2 else { throw Failure("there is no cursor in \(words)") }
    return (numbers[0], numbers[1])
  }

  /// Waits for the screen to be as asked, and returns it.
  @discardableResult
  package func waitFor(_ condition: (String) throws -> Bool) throws -> String {
    var screen = ""
    try wait("the screen was to change; it is\n") {
      screen = try self.screen()
      return try condition(screen)
    }
    return screen
  }

  /// Waits for the alternate screen, cursor and mouse to be as ``modes()`` says.
  package func waitFor(modes wanted: String) throws {
    try wait("the modes were to be \(wanted); the screen is\n") { try modes() == wanted }
  }

  // MARK: - The process

  /// The program's process id, when it has started.
  package func process() throws -> Int32 {
    try wait("the program was to start") { read("process") != nil }
    guard let process = read("process").flatMap({ Int32($0) }) else {
      throw Failure("there is no process id")
    }
    return process
  }

  package func send(signal: Int32) throws {
    guard kill(try process(), signal) == 0 else {
      throw Failure("the program can't be sent signal \(signal)")
    }
  }

  /// The exit code, when the program has ended. All that it wrote is on the screen then, if there is
  /// still a window.
  package func exitCode() throws -> Int32 {
    try wait("the program was to end") { read("code") != nil }
    if !isClosed {
      try wait("the terminal was to read what was written to it") {
        try tmux(["display-message", "-p", "#{pane_title}"]) == "ended\n"
      }
    }
    guard let code = read("code").flatMap({ Int32($0) }) else {
      throw Failure("there is no exit code")
    }
    return code
  }

  /// The terminal's line settings before and after the program, as `stty -g` writes them.
  package func lineSettings() -> (before: String?, after: String?) {
    (read("before"), read("after"))
  }

  // MARK: -

  private func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func read(_ name: String) -> String? {
    (try? String(contentsOfFile: file(name), encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func write(_ text: String, _ name: String) throws {
    try text.write(toFile: file(name), atomically: false, encoding: .utf8)
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let outcome = Program.run(["tmux", "-u", "-S", socket, "-f", file("settings")] + arguments)
    guard outcome.code == 0 else {
      throw Failure("tmux \(arguments): \(outcome.output)")
    }
    return outcome.output
  }

  /// Asks every 10 ms, for ``Program/longestWait``.
  package func wait(_ complaint: String, _ condition: () throws -> Bool) throws {
    let end = DispatchTime.now().uptimeNanoseconds + UInt64(Program.longestWait * 1e9)
    while try !condition() {
      guard DispatchTime.now().uptimeNanoseconds < end else {
        throw Failure(complaint + ((try? screen()) ?? ""))
      }
      usleep(10_000)
    }
  }
}
