import MicroGPT

/// What follows a token in the data, by how much of the beginning is known: the token alone, the one before
/// it too, all of the beginning.
struct Beginnings: Question {
  private let data: RunKey
  /// The name's tokens up to the position and with it; BOS first.
  private let beginning: [Int]

  init(_ look: Look) {
    data = RunKey(look.scene.run, settings: .standard)
    beginning = Array(look.scene.tokens.prefix(look.position + 1))
  }

  func begin(in scene: Scene) -> Counting { Counting(scene.run.corpus, beginning) }

  struct Answer {
    /// How often each token follows, by what is known, the least first, [1…3][vocabulary].
    fileprivate(set) var counts: [[Int]]
    /// How often anything does, [1…3].
    fileprivate(set) var totals: [Int] = []
    /// The tokens with the largest shares, whatever is known, the largest first; at most as many as a
    /// window shows.
    fileprivate(set) var ranking: [Int] = []
    /// The token whose share changes most between knowing the last token and knowing the whole beginning.
    fileprivate(set) var telling = 0
    /// The first document of the data with the same token at the same place after another one: its
    /// beginning, as long as the name's. Nil where there is none.
    fileprivate(set) var twin: [Int]?

    /// The first different documents that begin like the name, at most `most`.
    fileprivate(set) var examples: [String] = []

    /// What is known in the last list: all of the beginning.
    var whole: Int { counts.count - 1 }

    /// The share of a token among all that follows; 0 where nothing does.
    func share(of token: Int, _ known: Int) -> Double {
      Double(counts[known][token]) / Double(max(1, totals[known]))
    }

    fileprivate static let most = 100

    fileprivate mutating func rank() {
      totals = counts.map { $0.reduce(0, +) }
      let shares = counts[0].indices.map { token in
        counts.indices.map { share(of: token, $0) }
      }
      ranking = shares.map { $0.max() ?? 0 }.largest(Answer.most)
      telling = shares.map { (($0.last ?? 0) - $0[0]).magnitude }.largest(1).first ?? 0
    }
  }

  struct Counting: Job {
    private let corpus: Corpus
    private let beginning: [Int]
    private var answer: Answer
    /// How many documents are begun.
    private var documents = 0
    private var rest: String.UnicodeScalarView.Iterator
    /// The tokens of the document so far, at most as many as the beginning has.
    private var tokens: [Int] = []
    /// How many there were, the last one, and the one before.
    private var count = 0
    private var last = -1
    private var before = -1

    /// How many tokens are read between two looks at the time.
    private static let portion = 4096

    fileprivate init(_ corpus: Corpus, _ beginning: [Int]) {
      self.corpus = corpus
      self.beginning = beginning
      let none = Array(repeating: 0, count: corpus.tokenizer.vocabularySize)
      answer = Answer(counts: Array(repeating: none, count: min(3, beginning.count)), twin: nil)
      rest = "".unicodeScalars.makeIterator()
    }

    var progress: Double { Double(documents) / Double(corpus.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      let tokenizer = corpus.tokenizer
      var read = 0
      while true {
        if last == tokenizer.bos && count > 1 || count == 0 {
          guard documents < corpus.count else {
            answer.rank()
            return answer
          }
          rest = corpus[documents].unicodeScalars.makeIterator()
          documents += 1
          (tokens, count, before, last) = ([], 0, -1, -1)
          take(tokenizer.bos)
        }
        let next = rest.next().flatMap(tokenizer.id(of:)) ?? tokenizer.bos
        add(next)
        take(next)
        read += 1
        if read % Counting.portion == 0 && isTimeUp() { return nil }
      }
    }

    private mutating func take(_ token: Int) {
      (before, last, count) = (last, token, count + 1)
      if tokens.count < beginning.count { tokens.append(token) }
    }

    /// Counts what follows the tokens so far.
    private mutating func add(_ next: Int) {
      let end = beginning.count - 1
      guard last == beginning[end] else { return }
      let isAtPlace = count == beginning.count
      answer.counts[0][next] += 1
      if end > 0 {
        if answer.counts.count > 2 && before == beginning[end - 1] { answer.counts[1][next] += 1 }
        if isAtPlace && tokens == beginning {
          answer.counts[answer.counts.count - 1][next] += 1
          let document = corpus[documents - 1]
          if answer.examples.count < Answer.most, !answer.examples.contains(document) {
            answer.examples.append(document)
          }
        }
      }
      if isAtPlace && answer.twin == nil && end > 1 && before != beginning[end - 1] {
        answer.twin = tokens
      }
    }
  }
}
