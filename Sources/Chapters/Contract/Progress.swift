/// What a reader has done in the course, in a form that can be kept. The visit records it; chapters only
/// look at it.
public struct Progress: Equatable, Codable, Sendable {
  /// What was answered at the checkpoints, by their ids; nothing where no answer was given yet.
  public var checkpoints: [String: Tries] = [:]
  /// How cards were judged the last time, by their ids; nothing for those never judged.
  public var cards: [String: Recollection] = [:]
  /// The ids of the beats that were shown, by the number of their chapter.
  public var seen: [Int: Set<String>] = [:]
  /// Where the reader is, or was at the end of the visit.
  public var place: Place?
  /// The round of bets with the lowest price; nil where none was played to its end with all prices finite.
  public var bestRound: Round?
  /// How many rounds of bets were played to their end.
  public var roundsPlayed = 0

  public init() {}

  /// What was done here or in another visit, or in both; the place is the one of here.
  public func joined(with other: Progress) -> Progress {
    var joined = self
    joined.seen.merge(other.seen) { $0.union($1) }
    joined.checkpoints.merge(other.checkpoints) { $0.isDone || !$1.isDone ? $0 : $1 }
    joined.cards.merge(other.cards) { $0.turn >= $1.turn ? $0 : $1 }
    joined.place = place ?? other.place
    joined.roundsPlayed = max(roundsPlayed, other.roundsPlayed)
    if let round = other.bestRound, round.mean < bestRound?.mean ?? .infinity {
      joined.bestRound = round
    }
    return joined
  }

  /// A round of bets on what comes next in some names.
  public struct Round: Equatable, Codable, Sendable {
    /// What a bet cost on average, in nats.
    public var mean: Double
    public var names: [String]
    /// The seed of the run that it was played in.
    public var seed: Int

    public init(mean: Double, names: [String], seed: Int) {
      self.mean = mean
      self.names = names
      self.seed = seed
    }
  }

  /// The round that comes next, from 0. A file may say anything.
  public var nextRound: Int { max(0, min(roundsPlayed, 1_000_000)) }

  /// Records a round that was played to its end.
  public mutating func finish(_ round: Round) {
    roundsPlayed = nextRound + 1
    let isBest = bestRound.map { round.mean < $0.mean } ?? true
    if round.mean.isFinite && isBest { bestRound = round }
  }

  /// A beat of a chapter.
  public struct Place: Hashable, Codable, Sendable {
    /// The chapter's number in the course.
    public var chapter: Int
    /// The beat's id.
    public var beat: String

    public init(chapter: Int, beat: String) {
      self.chapter = chapter
      self.beat = beat
    }
  }

  /// The answers that a reader gave at one checkpoint.
  public struct Tries: Equatable, Codable, Sendable {
    /// What the right answer was: with another name or run the question may have another one, and is
    /// open again.
    public var rightAnswer: String
    /// The answers that were wrong, each once, in their order.
    public var wrong: [String] = []
    public var outcome = Outcome.open
    /// Whether the checkpoint was solved, or its answer shown, at any time: that stays when the question
    /// is open again.
    public var isDone = false

    public init(rightAnswer: String) { self.rightAnswer = rightAnswer }

    /// Whether there is nothing left to answer.
    public var isOver: Bool { outcome != .open }

    /// The same with one more wrong answer.
    public func missed(_ answer: String) -> Tries {
      var tries = self
      if !wrong.contains(answer) { tries.wrong.append(answer) }
      return tries
    }

    /// The same at its end.
    public func ended(_ outcome: Outcome) -> Tries {
      var tries = self
      tries.outcome = outcome
      tries.isDone = true
      return tries
    }
  }

  /// How a checkpoint stands.
  public enum Outcome: String, Codable, Sendable {
    case open, solved
    /// The answer was shown after too many wrong ones.
    case shown
  }

  /// The answers to a question as it is now: none where it had another right answer when it was asked.
  public func tries(at checkpoint: String, for rightAnswer: String) -> Tries {
    let known = checkpoints[checkpoint]
    if let known, known.rightAnswer == rightAnswer { return known }
    var tries = Tries(rightAnswer: rightAnswer)
    tries.isDone = known?.isDone ?? false
    return tries
  }
}

extension Progress {
  /// Reads what was kept; what an earlier version did not keep is as at the beginning.
  public init(from decoder: any Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    checkpoints = try kept.decodeIfPresent([String: Tries].self, forKey: .checkpoints) ?? [:]
    cards = try kept.decodeIfPresent([String: Recollection].self, forKey: .cards) ?? [:]
    seen = try kept.decodeIfPresent([Int: Set<String>].self, forKey: .seen) ?? [:]
    place = try kept.decodeIfPresent(Place.self, forKey: .place)
    bestRound = try kept.decodeIfPresent(Round.self, forKey: .bestRound)
    roundsPlayed = try kept.decodeIfPresent(Int.self, forKey: .roundsPlayed) ?? 0
  }
}
