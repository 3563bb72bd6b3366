import MicroGPT

/// Which names are in the data, and when a run first sees each.
struct NamePlaces: Question {
  let run: RunKey
  init(_ scene: Scene) { run = RunKey(scene.run) }

  func begin(in scene: Scene) -> Listing { Listing(scene.run) }

  /// Goes through all documents from the last step of a round to its first, some at a time.
  struct Listing: Job {
    private let run: Run
    private let documents: Documents
    private var steps: [String: Int]
    /// How many are left.
    private var rest: Int

    fileprivate init(_ run: Run) {
      self.run = run
      documents = run.corpus.documents
      rest = documents.count
      steps = Dictionary(minimumCapacity: rest)
    }

    var progress: Double { 1 - Double(rest) / Double(documents.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      while rest > 0 {
        rest -= 1
        // Of several equal ones the first stays.
        steps[documents[run.place(ofStep: rest)]] = rest
        if rest % 4096 == 0 && isTimeUp() && rest > 0 { return nil }
      }
      return Answer(steps: steps)
    }
  }

  struct Answer {
    fileprivate let steps: [String: Int]

    /// The first training step that shows the model a name, from 0, whether or not the run goes that
    /// far; nil where the name is in none of the documents.
    func firstStep(of name: String) -> Int? { steps[name] }

    /// How many different names there are.
    var count: Int { steps.count }
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

  func begin(in scene: Scene) -> Search { Search(name, in: scene.run.corpus.documents) }

  /// Goes through all documents, some at a time.
  struct Search: Job {
    private let wanted: [Unicode.Scalar]
    private let documents: Documents
    private var place = 0
    private var best = (distance: Int.max, name: "")

    init(_ name: String, in documents: Documents) {
      wanted = Array(name.unicodeScalars)
      self.documents = documents
    }

    var progress: Double { Double(place) / Double(max(1, documents.count)) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> String? {
      while place < documents.count {
        for document in documents[place..<min(place + 256, documents.count)] {
          let scalars = Array(document.unicodeScalars)
          guard abs(scalars.count - wanted.count) <= best.distance else { continue }
          let distance = NearestName.distance(wanted, scalars)
          if (distance, document) < best { best = (distance, document) }
        }
        place = min(place + 256, documents.count)
        if isTimeUp() && place < documents.count { return nil }
      }
      return best.name
    }
  }

  /// How many letters must be changed, put in or left out: V. I. Levenshtein's distance.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
