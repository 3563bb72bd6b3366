import MicroGPT

/// In which documents some letters stand. Small and capital letters of ASCII count as the same.
struct Hits: Question {
  let wanted: String
  private let data: RunKey

  init(_ wanted: String, in scene: Scene) {
    self.wanted = wanted
    data = RunKey(scene.run, settings: .standard)
  }

  func begin(in scene: Scene) -> Search { Search(wanted, in: scene.run.corpus.documents) }

  /// Goes through all documents, some at a time.
  struct Search: Job {
    private let wanted: [UInt8]
    private let documents: Documents
    private var place = 0
    /// The lines that have it, as far as they are found; rising.
    private(set) var lines: [Int] = []

    fileprivate init(_ wanted: String, in documents: Documents) {
      self.wanted = wanted.utf8.map(\.small)
      self.documents = documents
    }

    var progress: Double { Double(place) / Double(documents.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [Int]? {
      var bytes = 0
      while place < documents.count {
        if isIn(documents[place]) { lines.append(place) }
        bytes += documents[place].utf8.count + 16
        place += 1
        guard bytes > 1 << 16 else { continue }
        bytes = 0
        if isTimeUp() && place < documents.count { return nil }
      }
      return lines
    }

    private func isIn(_ document: String) -> Bool {
      let found = document.utf8.withContiguousStorageIfAvailable(isIn)
      return found ?? Array(document.utf8).withUnsafeBufferPointer(isIn)
    }

    private func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      guard let first = wanted.first else { return true }
      guard text.count >= wanted.count else { return false }
      for start in 0...(text.count - wanted.count) where text[start].small == first {
        var length = 1
        while length < wanted.count, text[start + length].small == wanted[length] { length += 1 }
        if length == wanted.count { return true }
      }
      return false
    }
  }
}

extension UInt8 {
  /// The small letter of a capital one of ASCII; anything else as it is.
  fileprivate var small: UInt8 { (0x41...0x5a).contains(self) ? self | 0x20 : self }
}

/// What is known of a search: all hits, or those so far.
struct Found {
  /// Rising.
  let lines: [Int]
  let isComplete: Bool
  let progress: Double

  /// Nil where nothing is sought.
  init?(_ wanted: String, in scene: Scene) {
    guard !wanted.isEmpty else { return nil }
    let question = Hits(wanted, in: scene)
    let answer = scene.answer(to: question)
    let job = scene.job(for: question)
    lines = answer ?? job?.lines ?? []
    isComplete = answer != nil
    progress = isComplete ? 1 : job?.progress ?? 0
  }

  /// How many hits lie in lines before this one.
  func count(before line: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle] < line { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Which hit a line is, from 0; nil where it is none.
  func hit(ofLine line: Int) -> Int? {
    let place = count(before: line)
    return place < lines.count && lines[place] == line ? place : nil
  }

  /// The next hit after a line, the first one again after the last; nil where there is none.
  func line(after line: Int) -> Int? {
    let place = count(before: line + 1)
    return place < lines.count ? lines[place] : lines.first
  }

  /// The hit before a line, the last one again before the first.
  func line(before line: Int) -> Int? {
    let place = count(before: line)
    return place > 0 ? lines[place - 1] : lines.last
  }
}
