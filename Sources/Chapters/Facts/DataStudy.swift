import MicroGPT

/// What the documents alone tell, whatever model is trained on them; worked out when it is asked for.
package final class DataStudy {
  package let corpus: Corpus

  package init(_ corpus: Corpus) { self.corpus = corpus }

  /// The mean loss of a table of pairs, which knows only the token before: for each pair of tokens, how
  /// often the second followed the first in the data.
  package private(set) lazy var bigramLoss: Double = {
    let size = corpus.tokenizer.vocabularySize
    var pairs = Array(repeating: 0, count: size * size)
    for document in corpus.documents {
      let tokens = corpus.tokenizer.encode(document)
      for (token, next) in zip(tokens, tokens.dropFirst()) { pairs[token * size + next] += 1 }
    }
    var (loss, total) = (0.0, 0)
    for token in 0..<size {
      let row = pairs[token * size..<(token + 1) * size]
      let sum = row.reduce(0, +)
      for count in row where count > 0 {
        loss -= Double(count) * Elementary.log(Double(count) / Double(sum))
      }
      total += sum
    }
    return loss / Double(total)
  }()

  private lazy var spellings: [(name: String, scalars: [Unicode.Scalar])] =
    Set(corpus.documents).sorted().map { ($0, Array($0.unicodeScalars)) }
  private var neighbours: [String: String] = [:]

  /// The document that is nearest to a name: that needs the fewest letters changed, put in or left
  /// out; the first in the alphabet of several.
  package func nearest(to name: String) -> String {
    if let known = neighbours[name] { return known }
    let wanted = Array(name.unicodeScalars)
    var best = (distance: Int.max, name: "")
    for (other, scalars) in spellings where abs(scalars.count - wanted.count) < best.distance {
      let distance = DataStudy.distance(wanted, scalars)
      if distance < best.distance { best = (distance, other) }
    }
    neighbours[name] = best.name
    return best.name
  }

  /// How many letters must be changed, put in or left out: V. I. Levenshtein's distance.
  package static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
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
