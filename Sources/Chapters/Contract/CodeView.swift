import CData
import Stage

/// Which lines of code a beat shows.
public struct CodeView: Equatable, Sendable {
  public let snippet: Snippet
  /// A piece of the line that is at work; it stands in one line of the snippet only.
  public let mark: String
  /// What that line's values are just now.
  public let note: String?

  package init(_ snippet: Snippet, mark: String, note: String? = nil) {
    self.snippet = snippet
    self.mark = mark
    self.note = note
  }

  /// The lines to draw, the marked one with its values.
  package var pane: CodePane {
    let marked = snippet.lines.firstIndex { $0.text.contains(mark) }
    let lines = snippet.lines.enumerated().map { index, line in
      CodePane.Line(
        margin: line.margin, text: line.text, isMarked: index == marked,
        note: index == marked ? note : nil)
    }
    return CodePane(title: snippet.file, lines: lines)
  }
}

/// A function of the model's source, as it was when the program was built.
public struct Snippet: Equatable, Sendable {
  /// Where it stands: `GPT.swift`.
  public let file: String
  public let lines: [Line]

  public struct Line: Equatable, Sendable {
    public let text: String
    /// The lines of microgpt.py that it stands for, from the comment behind it.
    public let margin: String
  }

  /// The functions that begin with lines containing `starts`, each to its closing brace.
  package init(_ source: SourceFile, _ file: String, from starts: String...) {
    self.file = file
    let text = String(decoding: Snippet.bytes(of: source), as: UTF8.self)
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    lines = Array(starts.map { Snippet.function($0, in: all) }.joined(separator: [Snippet.gap]))
  }

  private static let gap = Line(text: "", margin: "")

  private static func function(_ start: String, in all: [Substring]) -> [Line] {
    guard let first = all.firstIndex(where: { $0.contains(start) }) else { return [] }
    let indent = all[first].prefix { $0 == " " }.count
    let closing = String(repeating: " ", count: indent) + "}"
    let isWhole = all[first].hasSuffix("}")
    let last = isWhole ? first : all[first...].firstIndex { $0 == closing } ?? first
    return all[first...last].map { Snippet.line($0.dropFirst(indent)) }
  }

  private static func bytes(of source: SourceFile) -> UnsafeBufferPointer<UInt8> {
    let file = embedded_source(source)
    return UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
  }

  /// Parts a line from its `// py 98`.
  private static func line(_ line: Substring) -> Line {
    guard let comment = line.firstRange(of: "// py ") else {
      return Line(text: String(line), margin: "")
    }
    var text = String(line[..<comment.lowerBound])
    while text.last == " " { text.removeLast() }
    return Line(text: text, margin: String(line[comment.upperBound...]))
  }

  package static let softmax = Snippet(SourceSoftmax, "Softmax.swift", from: "func softmax(")
  package static let encode = Snippet(SourceTokenizer, "Tokenizer.swift", from: "func encode(")
  package static let decode = Snippet(SourceTokenizer, "Tokenizer.swift", from: "func decode(")
  package static let vocabulary = Snippet(
    SourceTokenizer, "Tokenizer.swift", from: "init(documents:")
  package static let loss = Snippet(SourceTraining, "Training.swift", from: "func loss(")
  package static let step = Snippet(
    SourceTraining, "Training.swift", from: "public func step(tokens")
  package static let fastStep = Snippet(
    SourceFastEngine, "Fast/FastEngine.swift", from: "public func step(tokens")
  package static let linear = Snippet(
    SourceLinear, "Fast/Linear.swift", from: "func forward(", "func backward(")
  package static let graphBackward = Snippet(
    SourceBackward, "Backward.swift", from: "func backward(from")
  package static let rates = Snippet(
    SourceTraining, "Training.swift", from: "  public init(settings: RunSettings, step: Int)")
  package static let adam = Snippet(
    SourceTraining, "Training.swift", from: "  public func move(gradient", "  func update(")
  package static let generate = Snippet(SourceSampling, "Sampling.swift", from: "func generate(")
  package static let choice = Snippet(
    SourcePythonRandom, "PythonRandom.swift", from: "func choice(")
}
