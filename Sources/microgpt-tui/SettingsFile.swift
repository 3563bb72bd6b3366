import Stage

/// Where settings are kept: `microgpt-tui/config.toml` in the folder for settings of the XDG Base
/// Directory Specification.
enum SettingsFile {
  /// What the file says; nothing where there is none. What is wrong with it is told on standard error
  /// in one line, and then none of it counts.
  static func settings() -> Settings {
    guard let path, FileStatus(path: path) != nil else { return Settings() }
    do {
      return try settings(path: path)
    } catch {
      try? Output.standardError.write(
        "microgpt-tui: \("\(error)".escaped); this file is left out\n")
      return Settings()
    }
  }

  /// Nil where the environment names no folder.
  private static var path: String? {
    // The specification: what is no absolute path is to be ignored.
    let folder = Environment.value("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = Environment.value("HOME").map { $0 + "/.config" }
    return (folder ?? home).map { $0 + "/microgpt-tui/config.toml" }
  }

  /// No settings are as long as this, in bytes.
  private static let longest = 1 << 16

  /// - Throws: `Refusal`, which names the file and the line.
  static func settings(path: String) throws -> Settings {
    // What is no file might never end, or keep the program waiting.
    guard let status = FileStatus(path: path), status.isRegular, status.size <= longest else {
      throw Refusal("\(path) is not a file with settings")
    }
    let bytes: [UInt8]
    do {
      bytes = try DataFile.bytes(path: path)
    } catch {
      throw Refusal("can't read \(path): \(error)")
    }
    var settings = Settings()
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      do {
        let text = String(
          decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        if let line = try SettingsLine(parsing: text[...]) { try settings.set(line) }
      } catch {
        throw Refusal("\(path), line \(number): \(error)")
      }
    }
    return settings
  }
}
