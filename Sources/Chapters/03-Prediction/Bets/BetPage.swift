import MicroGPT
import Stage

/// The bets of a visit: the rounds of names, and the bets on the player's own name.
struct Betting: Equatable, Sendable {
  /// Whether letters put chips. Otherwise they do what they do everywhere.
  var isOn = false
  /// Whether the bets are on the player's own name.
  var isOwn = false
  private var round: Bets?
  private var own: Bets?

  /// The game that is played: the one that was begun, unless the run or the player has other names now.
  ///
  /// - Returns: nil until it is known which names there are.
  func bets(in scene: Scene) -> Bets? {
    isOwn ? ownBets(in: scene) : roundBets(in: scene, round?.round)
  }

  private func ownBets(in scene: Scene) -> Bets {
    let fresh = Betting.game(on: [scene.name], round: nil, in: scene)
    return own?.names == fresh.names ? own ?? fresh : fresh
  }

  private func roundBets(in scene: Scene, _ number: Int?) -> Bets? {
    let number = number ?? scene.progress.nextRound
    guard let names = scene.roundNames(number)?.names else { return nil }
    let fresh = Betting.game(on: names, round: number, in: scene)
    return round?.names == fresh.names ? round : fresh
  }

  private static func game(on names: [String], round: Int?, in scene: Scene) -> Bets {
    let block = scene.size.blockSize
    return Bets(
      round: round, names: names.map { scene.tokenizer.encode($0, blockSize: block) },
      blockSize: block)
  }

  /// The same with the game gone on.
  func with(_ bets: Bets) -> Betting {
    var copy = self
    copy.isOn = true
    if bets.round == nil { copy.own = bets } else { copy.round = bets }
    return copy
  }

  /// The same with a new game: another round, or the same name once more.
  func anew() -> Betting {
    var copy = self
    copy.isOn = true
    if isOwn { copy.own = nil } else { copy.round = nil }
    return copy
  }
}

/// The page on which the reader bets before the model answers.
extension PredictionGame {
  /// A token on which chips can be put.
  struct Chip: Hashable, Sendable { let token: Int }

  func betPage(_ scene: Scene, _ cue: Cue) -> Page {
    guard let bets = betting.bets(in: scene) else { return choosingPage(scene) }
    let scores = BetScores(scene, bets)
    let words = BetWords(scores: scores, betting: betting)
    var chosen: Int?
    var page = Page(
      words.caption,
      code: CodeView(.losses, mark: "return -Elementary.log", note: words.note),
      mathematics: BetWords.mathematics
    ) { area in
      BetView(scores: scores, chosen: chosen, enter: words.enter)
        .draw(in: area.below(area.height > 13 ? 1 : 0))
    }
    page.controls = controls(bets, scene, around: cue.choice(as: Chip.self)?.token ?? 0)
    chosen = page.chosen(by: cue)?.id.value(as: Chip.self)?.token
    page.keys = keys(bets, scores, words)
    page.typing = typing(bets, scene)
    page.pick = { target in
      target.value(as: Chip.self).map { put(on: [$0.token], bets) } ?? []
    }
    page.questions = [NamePlaces(scene)] + scores.questions
    return page
  }

  /// Until it is known which names the run never sees.
  private func choosingPage(_ scene: Scene) -> Page {
    var page = Page(
      "Before the model answers, bet yourself on what comes next in a name. The program looks for names "
        + "that the model has never seen …",
      code: CodeView(.losses, mark: "return -Elementary.log"), mathematics: BetWords.mathematics
    ) { area in
      ProgressRow(
        label: "looking", progress: scene.job(for: NamePlaces(scene))?.progress ?? 0
      ).draw(in: area.below(1))
    }
    page.questions = [NamePlaces(scene), TableScores(scene.run)]
    return page
  }

  // MARK: What can be done

  /// Of very many tokens so many can be reached without another choice: more than a window shows.
  private static let mostListed = 1000

  /// A row for each token, as long as chips can be put on it.
  private func controls(_ bets: Bets, _ scene: Scene, around chosen: Int) -> [Control] {
    guard !bets.isOver, !bets.isRevealed else { return [] }
    let (stack, most) = (Double(Bets.stack), Double(Bets.chips))
    let tokens = Range.window(
      of: scene.tokenizer.vocabularySize, room: PredictionGame.mostListed, around: chosen)
    return tokens.map { token in
      Control(
        Chip(token: token), scene.label(token), Double(bets.chips(on: token, at: bets.place)),
        in: 0...most, step: stack, coarse: most
      ) { chips in
        var next = bets
        next.set(Int(chips), on: token)
        return [with(\.betting, betting.with(next))]
      }
    }
  }

  private func put(on tokens: [Int], _ bets: Bets) -> Change {
    if bets.isOver { return [.notice("This is the end; Enter begins anew")] }
    if bets.isRevealed { return [.notice("The answer is there already; Enter goes on")] }
    var next = bets
    for token in tokens where !next.put(on: token) {
      return [.notice("All \(Bets.chips) chips are put; Backspace takes back the last ones")]
    }
    return [with(\.betting, betting.with(next))]
      + tokens.suffix(1).map { .choose(Target(Chip(token: $0))) }
  }

  /// What characters do while they put chips. Letters that are no tokens do nothing then: nobody shall
  /// leave by mistake.
  private func typing(_ bets: Bets, _ scene: Scene) -> Typing? {
    guard betting.isOn else { return nil }
    let (tokenizer, end) = (scene.tokenizer, BetWords.endKey(scene))
    let items =
      [Typing.Item(keys: "letters", label: "chips")]
      + (end.map { [.init(keys: $0, label: "BOS")] } ?? [])
    return Typing(items: items) { text in
      if text == end { return put(on: [tokenizer.bos], bets) }
      let tokens = text.unicodeScalars.map(tokenizer.id)
      if !tokens.contains(nil) { return put(on: tokens.compactMap { $0 }, bets) }
      return text.allSatisfy(\.isLetter)
        ? [.notice("“\(text)” is in none of the names; Esc ends the betting")] : nil
    }
  }

  private func keys(_ bets: Bets, _ scores: BetScores, _ words: BetWords) -> [PageKey] {
    var keys = [PageKey(.enter, words.enter) { enter(bets, scores) }]
    if betting.isOn {
      keys.append(PageKey(.stop, "stop") { [with(\.betting.isOn, false)] })
    } else {
      keys.append(
        PageKey(.switchView, betting.isOwn ? "other names" : "your own name") {
          [with(\.betting.isOwn, !betting.isOwn)]
        })
    }
    if !bets.isOver, !bets.isRevealed, bets.left(at: bets.place) < Bets.chips {
      keys.append(
        PageKey(.restore, "take back") {
          var next = bets
          next.takeBack()
          return [with(\.betting, betting.with(next))]
        })
    }
    return keys
  }

  /// Begins to bet, shows the answer, goes on to the next question, to the end, to another round.
  private func enter(_ bets: Bets, _ scores: BetScores) -> Change {
    if bets.isOver { return [with(\.betting, betting.anew())] }
    var next = bets
    guard bets.isRevealed else {
      if betting.isOn { next.reveal() }
      return [with(\.betting, betting.with(next))]
    }
    next.goOn()
    let change: Change = [with(\.betting, betting.with(next))]
    guard next.isOver, next.round != nil, let mean = scores.mean(for: .you, over: scores.seen)
    else {
      return change
    }
    let scene = scores.scene
    let round = Progress.Round(
      mean: mean, names: next.names.map(scene.tokenizer.decode), seed: scene.run.settings.seed)
    return change + [.finish(round)]
  }
}
