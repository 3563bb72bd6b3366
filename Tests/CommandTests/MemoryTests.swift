import Foundation
import MicroGPT
import Testing

@testable import microgpt_tui

/// What a large file of data costs.
@Suite struct MemoryTests {
  /// How many bytes the program takes at most to train on a file, as the system tells Python.
  private func peak(_ file: String, in folder: Folder) throws -> Int {
    let train = try Command(
      "train --steps 1 --samples 0 --data \(file)", in: folder,
      environment: "python3 measure.py")
    #expect(train.exitCode == 0)
    return try #require(Int(train.error.dropLast()))
  }

  /// No more than two and a half times its size beside what the program takes anyway.
  @Test func ofALargeFile() throws {
    let folder = try Folder()
    let program = """
      import resource, subprocess, sys
      code = subprocess.call(sys.argv[1:])
      peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
      print(peak * (1 if sys.platform == 'darwin' else 1024), file=sys.stderr)
      sys.exit(code)
      """
    try folder.write("measure.py", Array(program.utf8))
    let names = Array(try DataFile.embedded().documents.joined(separator: "\n").utf8) + [0x0a]
    var large: [UInt8] = []
    for _ in 0..<150 { large += names }
    try folder.write("small", names)
    try folder.write("large", large)
    let difference = try peak("large", in: folder) - peak("small", in: folder)
    #expect(large.count > 30_000_000)
    #expect(difference * 2 <= large.count * 5, "\(difference) bytes for \(large.count)")
    #expect(difference >= large.count, "nothing was measured")
  }
}
