import Foundation
import Testing

/// The built program, run by a shell as a person would.
struct Command {
  let exitCode: Int32
  let output: String
  let error: String

  /// Runs it with such arguments.
  ///
  /// - Parameters:
  ///   - arguments: words for the shell; what is in single quotes stays one.
  ///   - pipe: a command that reads the output; `exitCode` is the program's own nevertheless.
  ///   - folder: where to run.
  ///   - environment: what stands before the program: variables such as `COLUMNS=80`, or a program that
  ///     runs it.
  init(
    _ arguments: String, into pipe: String? = nil, in folder: Folder, environment: String = ""
  ) throws {
    var line = "cd '\(folder.path)' && { \(environment) '\(try Command.program)' "
    // What the arguments say about the standard files comes last, and holds.
    line += "2>.error </dev/null \(arguments); "
    line += "echo $? >.code; } \(pipe.map { "| \($0) " } ?? "")>.output"
    _ = system(line)
    exitCode = try #require(Int32(folder.read(".code").dropLast()))
    output = try folder.read(".output")
    error = try folder.read(".error")
  }

  /// Beside the tests, where the package was built.
  private static var program: String {
    get throws {
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let tests = bundle?.bundleURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
      let program = tests.deletingLastPathComponent().appendingPathComponent("microgpt-tui").path
      try #require(FileManager.default.isExecutableFile(atPath: program))
      return program
    }
  }
}

/// A folder for the files of one test, removed at its end.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("microgpt-tui-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }
}
