import MicroGPT
import Stage

/// Which lines of code a page shows.
public struct CodeView: Equatable, Sendable {
  public let snippet: Snippet
  /// A piece of the line that is at work; it stands in one line of the snippet only.
  public let mark: String
  /// What that line's values are just now.
  public let note: String?

  init(_ snippet: Snippet, mark: String, note: String? = nil) {
    self.snippet = snippet
    self.mark = mark
    self.note = note
  }

  /// The line that computes a number, in its function.
  init(_ source: Source, note: String? = nil) {
    let path = ShownSources.all.keys.first { $0.hasSuffix("/" + source.file) } ?? source.file
    self.init(Snippet(path, around: source.mark), mark: source.mark, note: note)
  }

  /// The line at work as it stands in its file.
  var line: String? {
    snippet.lines.first { $0.text.contains(mark) }?.text.trimmingPrefix { $0 == " " }.description
  }

  /// A document on its way through the model.
  public static let forwardPass = CodeView(.loss, mark: "let made = forward(")

  /// The lines to draw, the marked one with its values.
  public var pane: CodePane {
    let marked = snippet.lines.firstIndex { $0.text.contains(mark) }
    let lines = snippet.lines.enumerated().map { index, line in
      CodePane.Line(
        margin: line.margin, text: line.text, isMarked: index == marked,
        note: index == marked ? note : nil)
    }
    return CodePane(title: snippet.file, marginTitle: "microgpt.py", lines: lines)
  }
}

/// Functions of the model's source, as they were when the program was built.
public struct Snippet: Equatable, Sendable {
  /// Where they stand: `Model/GPT.swift`.
  public let path: String
  public let lines: [Line]

  public struct Line: Equatable, Sendable {
    public let text: String
    /// The lines of microgpt.py that it stands for, from the comment behind it.
    public let margin: String
  }

  /// The name of the file alone.
  public var file: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The functions that begin with lines containing `starts`, each to its closing brace.
  init(_ path: String, from starts: String...) {
    self.path = path
    let all = Snippet.file(path)
    lines = Array(starts.map { Snippet.function($0, in: all) }.joined(separator: [Snippet.gap]))
  }

  /// The function around a line: around the only one in the file that contains `mark`.
  init(_ path: String, around mark: String) {
    self.path = path
    let all = Snippet.file(path)
    func indent(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
    let marked = all.firstIndex { $0.contains(mark) } ?? 0
    let start = all[..<marked].lastIndex {
      !$0.isEmpty && indent($0) < indent(all[marked]) && $0.contains("func ")
    }
    lines = start.map { Snippet.function(at: $0, in: all) } ?? []
  }

  private static func file(_ path: String) -> [Substring] {
    (ShownSources.all[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static let gap = Line(text: "", margin: "")

  private static func function(_ start: String, in all: [Substring]) -> [Line] {
    all.firstIndex { $0.contains(start) }.map { function(at: $0, in: all) } ?? []
  }

  private static func function(at first: Int, in all: [Substring]) -> [Line] {
    let indent = all[first].prefix { $0 == " " }.count
    let closing = String(repeating: " ", count: indent) + "}"
    let isWhole = all[first].hasSuffix("}")
    let last = isWhole ? first : all[first...].firstIndex { $0 == closing } ?? first
    return all[first...last].map { Snippet.line($0.dropFirst(indent)) }
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

  static let vocabulary = Snippet("Data/Tokenizer.swift", from: "init(documents:")
  static let encode = Snippet("Data/Tokenizer.swift", from: "func encode(")
  static let decode = Snippet("Data/Tokenizer.swift", from: "func decode(")
  static let softmax = Snippet("Graph/Softmax.swift", from: "func softmax(")
  static let graphBackward = Snippet("Graph/Backward.swift", from: "func backward(from")
  static let losses = Snippet(
    "Training/Scorer.swift", from: "static func loss(_ logits")
  static let loss = Snippet("Training/Training.swift", from: "func loss(")
  static let step = Snippet("Training/Training.swift", from: "public func step(tokens")
  static let rates = Snippet(
    "Training/Training.swift", from: "  public init(settings: RunSettings, step: Int)")
  static let adam = Snippet(
    "Training/Training.swift", from: "  public func move(gradient", "  func update(")
  static let fastStep = Snippet("Fast/FastEngine.swift", from: "public func step(tokens")
  static let linear = Snippet("Fast/Linear.swift", from: "func forward(", "func backward(")
  static let generate = Snippet("Model/Sampling.swift", from: "func generate(")
  static let choice = Snippet("Numerics/PythonRandom.swift", from: "func choice(")
}
