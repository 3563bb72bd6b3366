import MicroGPT

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
    private let documents: [String]
    private var place = 0
    private var best = (distance: Int.max, name: "")

    init(_ name: String, in documents: [String]) {
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
