import MicroGPT

/// A game of bets: what comes next at each position of some names, one after the other. It holds only
/// what the player did; prices are worked out from that.
struct Bets: Equatable, Sendable {
  /// How many chips there are for each question, and how many are put at a time.
  static let chips = 100
  static let stack = 10

  /// Which round it is, from 0; nil for the player's own name.
  let round: Int?
  /// BOS, the ids of a name's characters and BOS, as far as the model sees them. [name][token]
  let names: [[Int]]
  /// All questions in their order; at least one.
  let turns: [Turn]
  /// On which tokens a stack of chips was put, one after the other. The last ones are those of the
  /// present question. [question][stack]
  private(set) var stacks: [[Int]] = [[]]
  /// Whether the answer to the present question is shown.
  private(set) var isRevealed = false

  /// What comes after a position of a name?
  struct Turn: Hashable, Sendable {
    /// Its place among the names.
    let name: Int
    let position: Int
  }

  init(round: Int?, names: [[Int]], blockSize: Int) {
    self.round = round
    self.names = names
    turns = names.enumerated().flatMap { name, tokens in
      (0..<Tokenizer.trainedLength(tokens: tokens, blockSize: blockSize)).map {
        Turn(name: name, position: $0)
      }
    }
  }

  // MARK: Where the player is

  /// The present question; how many there are where all are answered.
  var place: Int { stacks.count - 1 }
  var isOver: Bool { place == turns.count }
  /// How many answers the player has seen.
  var answered: Int { place + (isRevealed ? 1 : 0) }

  /// The token that is the right answer.
  func answer(to place: Int) -> Int {
    names[turns[place].name][turns[place].position + 1]
  }

  /// The token before it.
  func token(before place: Int) -> Int { names[turns[place].name][turns[place].position] }

  /// The questions of a name.
  func places(of name: Int) -> Range<Int> {
    let first = turns.firstIndex { $0.name == name } ?? 0
    return first..<first + turns.count { $0.name == name }
  }

  // MARK: Chips

  /// How many chips lie on a token.
  func chips(on token: Int, at place: Int) -> Int {
    stacks[place].count { $0 == token } * Bets.stack
  }

  /// How many chips are kept back.
  func left(at place: Int) -> Int { Bets.chips - stacks[place].count * Bets.stack }

  /// The share that a token gets, 0…1: that of its chips, and its part of those that are kept back. The
  /// shares of all tokens add up to 1, as those of a model do.
  ///
  /// - Parameter count: how many tokens there are.
  func share(of token: Int, at place: Int, among count: Int) -> Double {
    let whole = Double(Bets.chips)
    return Double(chips(on: token, at: place)) / whole
      + Double(left(at: place)) / whole / Double(count)
  }

  /// Puts a stack on a token.
  ///
  /// - Returns: false where no chips are left.
  mutating func put(on token: Int) -> Bool {
    guard !isOver, !isRevealed, left(at: place) > 0 else { return false }
    stacks[place].append(token)
    return true
  }

  /// Takes back the stack that was put last.
  mutating func takeBack() {
    if !isOver, !isRevealed { _ = stacks[place].popLast() }
  }

  /// Puts so many chips on a token, or as many as are left, and takes back the others.
  mutating func set(_ chips: Int, on token: Int) {
    guard !isOver, !isRevealed else { return }
    while self.chips(on: token, at: place) < chips, put(on: token) {}
    while self.chips(on: token, at: place) > chips,
      let last = stacks[place].lastIndex(of: token)
    { stacks[place].remove(at: last) }
  }

  /// Shows the answer to the present question.
  mutating func reveal() { isRevealed = !isOver }

  /// Goes on to the next question.
  mutating func goOn() {
    guard isRevealed else { return }
    isRevealed = false
    stacks.append([])
  }
}
