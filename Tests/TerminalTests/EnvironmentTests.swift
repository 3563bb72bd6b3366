import TestSupport
import Testing

@Suite struct EnvironmentTests {
  /// Sizes that no window has are not believed: the terminal is asked.
  @Test(arguments: ["99999999", "9223372036854775808", "0", "-1", "wide"])
  func impossibleSizes(size: String) throws {
    let terminal = try Tmux(
      command: Program.quick(), environment: ["COLUMNS": size, "LINES": size])
    let screen = try terminal.waitFor(Program.isSettled)
    #expect(screen.contains("4. From scores to probabilities"))
    try terminal.keys("q")
    #expect(try terminal.exitCode() == 0)
  }
}
