import CData

/// The model's source files that are part of the program: a line in `data/shown.inc` each.
enum ShownSources {
  /// Their text by path below `Sources/MicroGPT`: `Model/GPT.swift`.
  static let all: [String: String] = {
    let file = embedded_sources()
    let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
    let texts = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    let paths = (texts.first ?? "").split(separator: "\n").compactMap { line -> String? in
      let quoted = line.split(separator: "\"")
      guard quoted.count > 1 else { return nil }
      return String(quoted[1].trimmingPrefix("../Sources/MicroGPT/"))
    }
    return Dictionary(zip(paths, texts.dropFirst()), uniquingKeysWith: { first, _ in first })
  }()
}
