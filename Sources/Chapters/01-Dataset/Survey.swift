import MicroGPT

/// What the documents are like: how long, of which letters, with which they begin and end. The same for
/// all runs on the same data.
struct Survey: Question {
  private let data: RunKey

  init(_ scene: Scene) { data = RunKey(scene.run, settings: .standard) }

  func begin(in scene: Scene) -> Counting { Counting(scene.run.corpus) }

  /// How often each letter comes at some kind of place.
  struct Letters {
    /// By id, [characters].
    private(set) var counts: [Int]
    /// All of them together.
    private(set) var total = 0
    /// How many letters come at all.
    private(set) var kinds = 0
    /// The ids of the most frequent ones, the most frequent first.
    private(set) var ranking: [Int] = []

    fileprivate init(characters: Int) { counts = Array(repeating: 0, count: characters) }

    /// The share of all, 0…1.
    func share(of id: Int) -> Double { Double(counts[id]) / Double(total) }

    fileprivate mutating func add(_ id: Int) { counts[id] += 1 }

    fileprivate mutating func rank() {
      var leaders = Leaders()
      for (id, count) in counts.enumerated() where count > 0 {
        leaders.add(id, count: count)
        total += count
        kinds += 1
      }
      ranking = leaders.all.map(\.index)
    }
  }

  struct Answer {
    /// Rising; only lengths that occur.
    fileprivate(set) var lengths: [Length] = []
    fileprivate(set) var letters: Letters
    fileprivate(set) var firsts: Letters
    fileprivate(set) var lasts: Letters

    /// How many documents have at least this many letters.
    func documents(ofLength least: Int) -> Int {
      lengths.reduce(0) { $0 + ($1.length >= least ? $1.documents : 0) }
    }
  }

  /// How many documents have the same length, and the first line of them.
  struct Length: Equatable {
    let length: Int
    var documents: Int
    let line: Int
  }

  /// Goes through all letters of all documents, some at a time.
  struct Counting: Job {
    private let documents: Documents
    private let tokenizer: Tokenizer
    private var found: Answer
    private var lengths: [Int: Length] = [:]
    /// The document at work, and how far it is counted; nil where it has not begun.
    private var place = 0
    private var reached: (index: String.Index, length: Int, last: Int)?

    fileprivate init(_ corpus: Corpus) {
      documents = corpus.documents
      tokenizer = corpus.tokenizer
      let letters = Letters(characters: tokenizer.characters.count)
      found = Answer(letters: letters, firsts: letters, lasts: letters)
    }

    var progress: Double { Double(place) / Double(documents.count) }

    /// How many letters are counted between two looks at the time.
    private static let slice = 1 << 14

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      while place < documents.count {
        var rest = Counting.slice
        while rest > 0 && place < documents.count { count(&rest) }
        if isTimeUp() && place < documents.count { return nil }
      }
      found.lengths = lengths.values.sorted { $0.length < $1.length }
      found.letters.rank()
      found.firsts.rank()
      found.lasts.rank()
      return found
    }

    /// Counts the document at work, as far as it goes on for `rest` letters.
    private mutating func count(_ rest: inout Int) {
      let scalars = documents[place].unicodeScalars
      var (index, length, last) = reached ?? (scalars.startIndex, 0, 0)
      rest -= 1
      while index < scalars.endIndex {
        guard rest > 0 else {
          reached = (index, length, last)
          return
        }
        // Every character of the data has an id.
        if let id = tokenizer.id(of: scalars[index]) {
          found.letters.add(id)
          if length == 0 { found.firsts.add(id) }
          last = id
        }
        length += 1
        rest -= 1
        scalars.formIndex(after: &index)
      }
      found.lasts.add(last)
      let first = Length(length: length, documents: 0, line: place)
      lengths[length, default: first].documents += 1
      place += 1
      reached = nil
    }
  }
}
