import CData
import Foundation
import MicroGPT
import Testing

/// What microgpt.py gave, as `Recorded/record.py` wrote it: lines of a key and its values.
struct Recording: CustomTestStringConvertible, Sendable {
  let name: String
  let lines: [(key: String, value: String)]

  var testDescription: String { name }

  init(_ name: String) throws {
    self.name = name
    let text = String(decoding: try Recording.bytes("\(name).recorded"), as: UTF8.self)
    lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// A file beside the recordings.
  static func bytes(_ file: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recorded")
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(file)))
  }

  /// The values of all lines with such a key.
  func values(_ key: String) -> [String] { lines.filter { $0.key == key }.map(\.value) }

  func numbers(_ key: String) throws -> [Double] {
    try values(key).map { try #require(Double($0)) }
  }

  /// A number that the run was recorded with, microgpt.py's own where it was not changed.
  func setting<Number: LosslessStringConvertible>(_ key: String, _ standard: Number) throws
    -> Number
  {
    try values(key).first.map { try #require(Number($0)) } ?? standard
  }

  func temperature() throws -> Double { try setting("temperature", 0.5) }

  /// A run with the same data and settings, not trained yet.
  func run(engine: EngineKind = .exact) throws -> Run {
    let file = values("data")[0]
    let bytes = file == "names.txt" ? embeddedNames : try Recording.bytes(file)
    let size = try ModelSize(
      layers: setting("n_layer", 1), width: setting("n_embd", 16),
      blockSize: setting("block_size", 16), heads: setting("n_head", 4))
    let settings = try RunSettings(
      size: size, seed: setting("seed", 42), steps: setting("steps", 1000),
      learningRate: setting("learning_rate", 0.01))
    return try Run(
      corpus: Corpus(Dataset(bytes: bytes, name: file)), settings: settings, engine: engine)
  }
}

/// The names that are part of the program.
let embeddedNames: [UInt8] = {
  let file = embedded_names()
  return Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
}()

/// The numbers of a line.
func numbers(_ line: String) throws -> [Double] {
  try line.split(separator: " ").map { try #require(Double($0)) }
}

/// FNV-1a of all the numbers' bits, 64 at a time, in hexadecimal.
func digest(_ numbers: [Double]) -> String {
  let value = numbers.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
    ($0 ^ $1.bitPattern) &* 0x100_0000_01b3
  }
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
