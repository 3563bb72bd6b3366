import MicroGPT

/// Which names are in the data, and when a run first sees each.
struct NamePlaces: Question {
  let run: RunKey
  init(_ scene: Scene) { run = RunKey(scene.run) }

  func begin(in scene: Scene) -> Listing { Listing(scene.run) }

  /// Goes through all documents from the last step of a round to its first, some at a time.
  struct Listing: Job {
    private let run: Run
    private var steps: [String: Int]
    /// How many are left.
    private var rest: Int

    fileprivate init(_ run: Run) {
      self.run = run
      rest = run.documentCount
      steps = Dictionary(minimumCapacity: rest)
    }

    var progress: Double { 1 - Double(rest) / Double(run.documentCount) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      // The model makes up names of a block at most: longer documents are never asked for.
      let longest = 4 * run.settings.size.blockSize
      while rest > 0 {
        rest -= 1
        let document = run.document(ofStep: rest)
        // Of several equal ones the first stays.
        if document.utf8.count <= longest { steps[document] = rest }
        if rest % 1024 == 0 && isTimeUp() && rest > 0 { return nil }
      }
      return Answer(steps: steps)
    }
  }

  struct Answer {
    fileprivate let steps: [String: Int]

    /// The first training step that shows the model a name that it made up, from 0, whether or not the
    /// run goes that far; nil where the name is in none of the documents.
    func firstStep(of name: String) -> Int? { steps[name] }
  }
}

/// The document that is nearest to a name: that needs the fewest letters changed, put in or left out; the
/// first in the alphabet of several.
struct NearestName: Question {
  let name: String
  let run: RunKey

  init(to name: String, in scene: Scene) {
    self.name = name
    run = RunKey(scene.run)
  }

  func begin(in scene: Scene) -> Search { Search(name, in: scene.run.corpus) }

  /// Goes through all documents, some characters at a time.
  struct Search: Job {
    private let wanted: [Unicode.Scalar]
    private let corpus: Corpus
    private var place = 0
    /// To the document at that place, as far as it is read.
    private var distance: LetterDistance?
    /// Nil until the first document is read.
    private var best: (distance: Int, name: String)?

    init(_ name: String, in corpus: Corpus) {
      wanted = Array(name.unicodeScalars)
      self.corpus = corpus
    }

    var progress: Double { Double(place) / Double(corpus.count) }

    /// How many characters are read before time is asked for.
    private static let portion = 2048

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> String? {
      var left = Search.portion
      while place < corpus.count {
        left -= read(left)
        guard left <= 0 else { continue }
        if isTimeUp() && place < corpus.count { return nil }
        left = Search.portion
      }
      return best?.name
    }

    /// Reads on in the present document, no more than so many characters, and returns how many.
    private mutating func read(_ most: Int) -> Int {
      let document = corpus[place]
      guard distance != nil || isNear(document) else {
        place += 1
        return 1
      }
      var reading = distance ?? LetterDistance(to: wanted, of: document)
      distance = nil  // what nobody else holds is not copied
      let count = reading.read(most)
      let isTooFar = best.map { reading.least > $0.distance } ?? false
      guard reading.isOver || isTooFar else {
        distance = reading
        return count
      }
      if !isTooFar, best.map({ (reading.value, document) < $0 }) ?? true {
        best = (reading.value, document)
      }
      place += 1
      return count + 1
    }

    /// Whether a document is of a length at which it can be as near as the nearest so far.
    private func isNear(_ document: String) -> Bool {
      guard let most = best?.distance else { return true }
      let length = document.unicodeScalars.prefix(wanted.count + most + 1).count
      return abs(length - wanted.count) <= most
    }
  }
}

/// How many letters must be changed, put in or left out to make one text of another: V. I. Levenshtein's
/// distance. One of them is read little by little.
struct LetterDistance {
  private let wanted: [Unicode.Scalar]
  private var rest: String.UnicodeScalarView.Iterator
  /// From each beginning of what is wanted to what is read so far.
  private var row: [Int]
  private(set) var isOver = false

  init(to wanted: [Unicode.Scalar], of text: String) {
    self.wanted = wanted
    rest = text.unicodeScalars.makeIterator()
    row = Array(0...wanted.count)
  }

  /// The distance, as soon as all is read.
  var value: Int { row[wanted.count] }
  /// No less than this can come of it, whatever is read.
  var least: Int { row.min() ?? 0 }

  /// Reads on, no more than so many characters, and returns how many.
  mutating func read(_ most: Int) -> Int {
    for count in 0..<most {
      guard let letter = rest.next() else {
        isOver = true
        return count
      }
      var diagonal = row[0]
      row[0] += 1
      for (index, other) in wanted.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[index + 1]
        row[index + 1] = min(changed, row[index] + 1, diagonal + 1)
      }
    }
    return most
  }
}
