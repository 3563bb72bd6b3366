import MicroGPT

/// The names of a round of bets.
struct RoundNames: Equatable {
  /// As many as there are different ones, at most `RoundNames.count`; at least one.
  let names: [String]
  /// Whether the run never trains on them.
  let areUnseen: Bool

  static let count = 5

  /// Short ones, so that a round does not get long.
  private static let lengths = 3...5

  /// How many of the last names are passed over at first: the first chapter shows some of them.
  private static let shown = 40

  /// Picks names by a rule: from the end of the order in which the run's seed puts them. The end is the
  /// same however long the run is, and no name counts that the training meets earlier.
  init(round: Int, in run: Run, _ places: NamePlaces.Answer) {
    let count = run.documentCount
    let unseen = max(run.steps(of: .unseen).first ?? count, count - StudySet.most)..<count
    func pick(from steps: Range<Int>) -> [String] {
      let wanted = RoundNames.count * (round + 1)
      let last = Array(steps.reversed())
      let start = last.count > RoundNames.shown ? RoundNames.shown : 0
      let order = last[start...] + last[..<start]
      func first(where isWanted: @escaping (String) -> Bool) -> [String] {
        let found = order.lazy.map { (step: $0, name: run.document(ofStep: $0)) }
          .filter { isWanted($0.name) && places.firstStep(of: $0.name) == $0.step }
        return found.prefix(wanted).map(\.name)
      }
      let short = first { RoundNames.lengths.contains($0.unicodeScalars.prefix(6).count) }
      let all = short.count < RoundNames.count ? first { _ in true } : short
      // Those of the round; where there are not so many, from the first on.
      return (0..<min(RoundNames.count, all.count)).map {
        all[(RoundNames.count * round + $0) % all.count]
      }
    }
    let picked = pick(from: unseen)
    areUnseen = !picked.isEmpty
    names = areUnseen ? picked : pick(from: 0..<min(count, StudySet.most))
  }
}

/// Which round of which names.
struct RoundKey: Hashable {
  let names: RunKey
  let round: Int
}

extension Scene {
  /// The names of a round of bets; nil until it is known when the run meets which name.
  func roundNames(_ round: Int) -> RoundNames? {
    guard let places = answer(to: NamePlaces(self)) else { return nil }
    return facts.roundNames.value(of: RoundKey(names: RunKey(namesOf: run), round: round)) {
      RoundNames(round: round, in: run, places)
    }
  }

  /// What the model at the moment says at each position of some tokens; of a large model nil as long as
  /// it is not worked out. [position][token]
  func guesses(for tokens: [Int]) -> [[Double]]? {
    guard run.isQuick else { return answer(to: GuessesOfTokens(tokens, in: self)) }
    return facts.guesses.value(of: MomentKey(self, tokens), keeping: 2 * RoundNames.count) {
      facts.make {
        run.model(of: snapshot.state).trace(tokens: tokens).positions.map(\.probabilities)
      }
    }
  }

  /// What has to be worked out for that: nothing where it takes no time.
  func guessQuestions(for names: some Sequence<[Int]>) -> [any Question] {
    run.isQuick || isTraining ? [] : names.map { GuessesOfTokens($0, in: self) }
  }
}

/// What the model says at each position of some tokens.
struct GuessesOfTokens: Question {
  let tokens: [Int]
  private let model: ModelKey

  /// - Parameter tokens: at least two, and not more than the model sees and what is the last answer.
  init(_ tokens: [Int], in scene: Scene) {
    self.tokens = tokens
    model = ModelKey(scene)
  }

  func begin(in scene: Scene) -> Reading {
    Reading(pass: scene.run.pass(ofTokens: tokens, in: scene.snapshot.state))
  }

  struct Reading: Job {
    fileprivate var pass: PassInSlices
    /// Nobody sees how far it is: it takes no longer than one reading of a name.
    let progress = 0.0

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [[Double]]? {
      pass.go(until: isTimeUp)?.trace.positions.map(\.probabilities)
    }
  }
}
