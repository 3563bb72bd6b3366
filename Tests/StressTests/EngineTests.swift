import Foundation
import TestSupport
import Testing

/// The two engines give the same losses and names at sizes and data of all kinds. The tests of the model
/// compare them number by number; here they run as they are in the program, with what watches over its
/// memory where it is built so.
@Suite(.whenAsked) struct EngineTests {
  @Test(
    arguments: [
      [1, 16, 4, 16], [2, 12, 2, 3], [1, 10, 10, 1], [1, 1, 1, 7], [2, 33, 3, 32],
    ], SampleFiles.small)
  func agree(size: [Int], file: SampleFiles.Sample) throws {
    let exact = try trained(size, file, "exact")
    let fast = try trained(size, file, "fast")
    #expect(exact.losses.count == 12 && fast.losses.count == 12)
    for (wanted, got) in zip(exact.losses, fast.losses) {
      #expect(abs(wanted - got) <= 1e-9 * wanted)
    }
    #expect(exact.output == fast.output)
  }

  private func trained(
    _ size: [Int], _ file: SampleFiles.Sample, _ engine: String
  ) throws -> (output: String, losses: [Double]) {
    let losses = try file.path() + "-\(size)-\(engine).csv"
    let options = zip(["--n-layer", "--n-embd", "--n-head", "--block-size"], size)
      .flatMap { [$0, "\($1)"] }
    let outcome = expectAnswer(
      ["train", "--steps", "12", "--samples", "3", "--engine", engine, "--losses", losses] + options
        + ["--data", try file.path()])
    let lines = try String(contentsOfFile: losses, encoding: .utf8).split(separator: "\n")
    let numbers = try lines.dropFirst().map { line in
      try #require(line.split(separator: ",").last.flatMap { Double($0) })
    }
    return (outcome.output, numbers)
  }
}
