#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the environment says.
enum Environment {
  /// A variable; nil where it is not set or empty.
  static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Takes away sizes that no window has, so that the terminal itself is asked.
  static func forgetImpossibleSizes() {
    for name in ["COLUMNS", "LINES"] where !(1...1000 ~= number(name) ?? 0) { unsetenv(name) }
  }

  /// Gives ArgumentParser the width for help: that of the window, within what it can lay out.
  static func setWidthOfHelp() {
    let width = number("COLUMNS") ?? Output.standardOutput.columns
    setenv("COLUMNS", "\(min(max(width, 40), 200))", 1)
  }

  private static func number(_ name: String) -> Int? {
    value(name).flatMap { Int($0) }
  }
}
