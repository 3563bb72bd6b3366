import MicroGPT
import Stage

/// The name and another beginning that ends with the same token at the same place: what the model guesses
/// after each, with attention and without.
struct Twins {
  let look: Look
  /// Nil until the data is searched for another beginning.
  let answer: Beginnings.Answer?

  private var scene: Scene { look.scene }
  private var position: Int { look.position }

  private var own: [Int] { Array(scene.tokens.prefix(position + 1)) }

  /// One of the data or, where that has none, the name with other letters before the position.
  private var other: [Int]? {
    guard position > 1, let answer else { return nil }
    if let twin = answer.twin { return twin }
    let bos = scene.tokenizer.bos
    let made = [bos] + own[1..<position].map { ($0 + 1) % bos } + [own[position]]
    return made == own ? nil : made
  }

  /// Where there is no other beginning, the guesses after the name alone.
  private var question: TwinGuesses? {
    position > 1 && answer == nil ? nil : TwinGuesses(scene, own, other ?? own)
  }

  var questions: [any Question] {
    guard let question, !scene.run.isQuick else { return [] }
    return [question]
  }

  /// Nil as long as it is not worked out.
  private var guesses: TwinGuesses.Answer? {
    guard let question else { return nil }
    guard scene.run.isQuick else { return scene.answer(to: question) }
    return scene.facts.twins.value(of: question) { question.answer(in: scene) }
  }

  private func words(_ tokens: [Int]) -> String {
    tokens.count == 1
      ? look.quoted(0) : "“" + tokens.dropFirst().map(scene.label).joined().shortened + "”"
  }

  /// Whether attention has a part in the guess after the name.
  private var changes: Bool {
    guesses.map { $0.probabilities[0][0] != $0.probabilities[1][0] } ?? false
  }

  var caption: String {
    guard position > 1 else {
      return
        "Leave attention out, and a position knows nothing but its letter and its place. At position "
        + "\(position) that is all there is, since only BOS can stand before it"
        + (look.positions > 2 ? ": press + for a later one." : ".")
        + (changes ? " Still the guess changes: what attention adds is missing." : "")
    }
    guard answer == nil || other != nil else {
      return
        "Leave attention out, and a position knows nothing but its letter and its place. In this data "
        + "there is only one letter, so no other beginning to compare with."
    }
    guard let guesses, let other else {
      return
        "Leave attention out, and a position knows nothing but its letter and its place. Is there "
        + "another name with \(look.quoted(position)) at position \(position)? …"
    }
    let isApart = guesses.apart[1] >= 0.0005
    return
      "Without attention \(words(own)) and \(words(other)) get one guess: same letter, same place. "
      + "With it each position sees what came before, and the guesses "
      + (isApart ? "differ." : "hardly differ.") + learnt(guesses)
  }

  /// The token that the beginning tells most about, and its share in the data; nil where no name begins so.
  private var told: (token: Int, share: Double)? {
    answer.flatMap { answer in
      answer.totals[answer.whole] > 0
        ? (answer.telling, answer.share(of: answer.telling, answer.whole)) : nil
    }
  }

  /// Whether attention brings the guess nearer to what the data says.
  private func learnt(_ guesses: TwinGuesses.Answer) -> String {
    guard let told else { return "" }
    let shares = guesses.probabilities.map { $0[0][told.token] }
    let (without, with) = ((shares[0] - told.share).magnitude, (shares[1] - told.share).magnitude)
    let token = scene.quoted(told.token)
    if shares[0].percent() == shares[1].percent() {
      return " But \(token) stays as it was: what the data says the model has not learnt."
    }
    return with < without
      ? " \(token.capitalised) comes nearer to what the data says."
      : " But \(token) moves away from what the data says: this the model has not learnt."
  }

  func draw(in area: Area) {
    guard let guesses else { return }
    let halves = area.equalColumns(2, gap: 4)
    let beginnings = [own, other].compactMap { $0.map(words) }
    let lines = area.height > 8 ? 2 : 1
    let room = max(1, area.height - 4 - lines)
    var ranking = Array(guesses.ranking.prefix(room))
    if let told, !ranking.contains(told.token) {
      ranking = ranking.dropLast() + [told.token]
    }
    // All bars have one scale and one length.
    let figures =
      guesses.probabilities.joined().joined().map { $0.percent().columns }.max() ?? 0
    for (half, area) in halves.enumerated() {
      area.text(half == 0 ? "guess without attention" : "guess with attention", .title, .strong)
      for (column, part) in area.equalColumns(beginnings.count, gap: 2).enumerated() {
        let beginning = beginnings[column]
        let isShort = beginning.columns + 6 > part.width
        part.text((isShort ? beginning : "after " + beginning).cut(part.width), y: 1, .faint)
        let shares = guesses.probabilities[half][column]
        let rows = ranking.map { token in
          BarList.Row(
            Text(scene.label(token), .token), shares[token],
            Text(shares[token].percent().paddedLeft(figures)),
            role: token == told?.token ? .chosen : .probability,
            token == told?.token ? .strong : [])
        }
        let which = half == 0 ? "without attention" : "with attention"
        BarList(
          rows, scale: guesses.largest,
          names: {
            "probability of \(scene.quoted(ranking[$0])) after \(beginning) \(which)"
          }
        ).draw(in: part.inset(top: 2, bottom: 1 + lines))
      }
      guard beginnings.count > 1 else { continue }
      let line = area.row(min(area.height - lines, ranking.count + 3))
      let x = line.text("all differences added up: ", .faint)
      let apart = guesses.apart[half]
      let sum = Text(
        apart.shown(3), .chosen, .strong, telling: Reading("all differences added up", apart))
      let end = line.text(sum, x: x)
      let range = " (at most 2)"
      if end + range.columns <= line.width { line.text(range, x: end, .faint) }
    }
    guard lines == 2, let told else { return }
    let token = scene.quoted(told.token)
    func share(_ share: Double, _ words: String) -> Text {
      Text(share.percent(), telling: Reading("share of \(token) \(words)", share))
    }
    let shares = guesses.probabilities.map { $0[0][told.token] }
    let line = area.row(min(area.height - 1, ranking.count + 4))
    let x = line.text(token, .chosen, .strong)
    let sentence: Text =
      ": \(share(told.share, "in the data")) in the data, \(share(shares[0], "without attention")) without attention, \(share(shares[1], "with attention")) with it"
    line.text(sentence, x: x, .faint)
  }
}

/// What the model guesses after two beginnings, with attention and without.
struct TwinGuesses: Question {
  /// The two beginnings, as tokens.
  private let key: MomentKey<[[Int]]>

  init(_ scene: Scene, _ own: [Int], _ other: [Int]) { key = MomentKey(scene, [own, other]) }

  struct Answer {
    /// [without attention, with it][beginning][vocabulary]
    let probabilities: [[[Double]]]
    /// How far those after the two beginnings are apart, [without attention, with it]: the sum of all
    /// differences.
    let apart: [Double]
    /// The likeliest tokens of any of them, the likeliest first; at most as many as a window shows.
    let ranking: [Int]
    /// The largest probability.
    let largest: Double

    fileprivate init(_ probabilities: [[[Double]]]) {
      self.probabilities = probabilities
      apart = probabilities.map { pair in
        zip(pair[0], pair[1]).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
      }
      let most = probabilities[0][0].indices.map { token in
        probabilities.lazy.flatMap { $0 }.map { $0[token] }.max() ?? 0
      }
      ranking = most.largest(100)
      largest = ranking.first.map { most[$0] } ?? 1
    }
  }

  func begin(in scene: Scene) -> Work { Work(key.subject, in: scene) }

  fileprivate func answer(in scene: Scene) -> Answer {
    var work = begin(in: scene)
    while true { if let answer = work.work(stopwatch: { 0 }, until: { false }) { return answer } }
  }

  /// A guess after the other.
  struct Work: Job {
    private let beginnings: [[Int]]
    private let scene: Scene
    /// What the whole model guesses after the first beginning.
    private let known: [Double]
    private var found: [[Double]] = []
    private var pass: PassInSlices?

    fileprivate init(_ beginnings: [[Int]], in scene: Scene) {
      self.beginnings = beginnings
      self.scene = scene
      known = scene.trace.positions[beginnings[0].count - 1].probabilities
    }

    var progress: Double { Double(found.count) / 4 }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      while found.count < 4 {
        if found.count == 2 {
          found.append(known)
        } else {
          // Taken out meanwhile: what nobody else holds is not copied.
          var going = pass ?? begin(found.count)
          pass = nil
          guard let made = going.go(until: isTimeUp) else {
            pass = going
            return nil
          }
          found.append(made.trace.positions.last?.probabilities ?? [])
        }
        if isTimeUp() && found.count < 4 { return nil }
      }
      return Answer([[found[0], found[1]], [found[2], found[3]]])
    }

    private func begin(_ number: Int) -> PassInSlices {
      let beginning = beginnings[number % 2]
      // What comes next is not known; it changes nothing but the loss.
      return scene.run.pass(
        ofTokens: beginning + [beginning[0]], in: scene.snapshot.state,
        without: number < 2 ? .attention : nil)
    }
  }
}
