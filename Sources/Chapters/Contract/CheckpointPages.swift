import Stage

/// The page of a checkpoint, made from that of the beat behind which it stands.
struct CheckpointPages {
  let checkpoint: Checkpoint
  /// The page of the beat.
  let home: Page
  let scene: Scene
  let cue: Cue

  /// A choice or a line of code under the cursor, by its place in the list.
  struct Spot: Hashable, Sendable {
    let checkpoint: String
    let place: Int
  }

  /// Where there is nothing to ask after all.
  static func empty(like home: Page) -> Page {
    var page = Page(
      "A question stands here, but in this run its numbers are infinite or no numbers at all.",
      code: home.code(), mathematics: home.mathematics(), picture: { _ in })
    page.questions = home.questions
    return page
  }

  func page(_ ask: Checkpoint.Ask) -> Page {
    switch ask {
    case .choose(let question, let choices): choicePage(question, choices)
    case .number(let question, let answer): numberPage(question, answer)
    case .task(let question, let task): taskPage(question, task)
    case .line(let question, let line): linePage(question, line)
    }
  }

  func tries(for rightAnswer: String) -> Progress.Tries {
    scene.progress.tries(at: checkpoint.id, for: rightAnswer)
  }

  func answer(_ tries: Progress.Tries) -> Change { [.answer(checkpoint.id, tries)] }

  /// What every answer to a question gets that is answered already.
  private static var answered: Change { [.notice("This is answered; → goes on")] }

  /// A page with the code and the mathematics of the beat. As long as something is asked, the code does
  /// not tell its values.
  func page(_ caption: String, isOver: Bool, picture: @escaping (Area) -> Void) -> Page {
    let home = home
    var page = Page(
      caption, code: isOver ? home.code() : home.code().withoutNote,
      mathematics: home.mathematics()
    ) { picture($0.below($0.height > 13 ? 1 : 0)) }
    page.questions = home.questions + checkpoint.questions
    return page
  }

  /// The key that answers; where all is answered it says so.
  func enterKey(_ isOver: Bool, _ label: String, perform: @escaping () -> Change) -> PageKey {
    PageKey(.enter, isOver ? "" : label) {
      isOver ? CheckpointPages.answered : perform()
    }
  }

  // MARK: Choices

  private func choicePage(_ question: String, _ choices: [Checkpoint.Choice]) -> Page {
    let tries = tries(for: choices.first(where: \.isRight)?.words ?? "")
    let struck = choices.map { tries.wrong.contains($0.words) }
    func target(_ place: Int) -> Target {
      Target(Spot(checkpoint: checkpoint.id, place: place))
    }
    func pick(_ place: Int) -> Change {
      if tries.isOver { return CheckpointPages.answered }
      if struck[place] { return [.notice("That one is struck out; ↑↓ choose another one")] }
      let choice = choices[place]
      return answer(choice.isRight ? tries.ended(.solved) : tries.missed(choice.words))
    }
    var chosen: Int?
    let list = ChoiceList(choices: choices, tries: tries, target: target)
    var page = page(question, isOver: tries.isOver) { area in
      let used = list.draw(in: area, chosen: tries.isOver ? nil : chosen)
      let rest = area.below(used + 1)
      if tries.isOver || checkpoint.showsPicture, rest.height >= 8 { home.picture(rest) }
    }
    page.controls = choices.indices.map {
      Control(choice: Spot(checkpoint: checkpoint.id, place: $0), choices[$0].words)
    }
    page.firstChoice = struck.firstIndex(of: false).map(target)
    chosen = page.chosen(by: cue)?.id.value(as: Spot.self)?.place
    page.keys = [enterKey(tries.isOver, "answer") { [chosen] in chosen.map(pick) ?? [] }]
    page.pick = { target in
      guard let spot: Spot = target.value(), spot.checkpoint == checkpoint.id else { return [] }
      return pick(spot.place)
    }
    return page
  }

  // MARK: A number

  private func numberPage(_ question: String, _ answer: Checkpoint.Answer) -> Page {
    guard answer.value.isFinite else { return CheckpointPages.empty(like: home) }
    let tries = tries(for: answer.value.fixed(answer.digits))
    let list = NumberTries(answer: answer, tries: tries)
    var page = page(question, isOver: tries.isOver) { area in
      let used = list.draw(in: area)
      let rest = area.below(used + 1)
      if tries.isOver, rest.height >= 8 { home.picture(rest) }
    }
    if !tries.isOver {
      page.entry = Entry(
        "Your answer: ", "", hint: question, longest: 20, openers: Set("0123456789.-−"),
        keep: { take($0, tries, answer) }
      ) { _ in [] }
    }
    page.keys = [enterKey(tries.isOver, "answer") { [.type] }]
    return page
  }

  /// Takes a number that was typed.
  private func take(
    _ text: String, _ tries: Progress.Tries, _ wanted: Checkpoint.Answer
  ) -> Change {
    guard let number = NumberTries.number(text) else {
      return [.notice("That is no number: type one such as 0.25")]
    }
    if abs(number - wanted.value) <= wanted.tolerance { return answer(tries.ended(.solved)) }
    let missed = tries.missed(text)
    return answer(
      missed.wrong.count < Checkpoint.mostTries ? missed : missed.ended(.shown))
  }

  // MARK: A task

  private func taskPage(_ question: String, _ task: Checkpoint.Task) -> Page {
    let tries = tries(for: "")
    var page = home
    page.caption = tries.isOver ? "✓ \(task.lesson)" : "\(question) \(task.hint)"
    page.questions += checkpoint.questions
    page.outcome = task.isDone && !tries.isOver ? answer(tries.ended(.solved)) : []
    return page
  }

  // MARK: A line of code

  private func linePage(_ question: String, _ line: Checkpoint.Line) -> Page {
    let lines = line.code.snippet.lines
    let right = lines.firstIndex { $0.text.contains(line.code.mark) } ?? 0
    let tries = tries(for: lines.isEmpty ? "" : lines[right].words)
    let choices = lines.indices.filter { lines[$0].isCode }
    func pick(_ place: Int) -> Change {
      if tries.isOver { return CheckpointPages.answered }
      return answer(
        place == right ? tries.ended(.solved) : tries.missed(lines[place].words))
    }
    let spots = choices.map { Spot(checkpoint: checkpoint.id, place: $0) }
    var page = page(question, isOver: true) { _ in }
    page.controls = spots.map { Control(choice: $0, lines[$0.place].words) }
    page.isCode = true
    let chosen = page.chosen(by: cue)?.id.value(as: Spot.self)?.place
    page.code = { line.code.withoutNote }
    page.picture =
      LineChoice(
        line: line, tries: tries, right: right, chosen: tries.isOver ? right : chosen
      ) { Target(Spot(checkpoint: checkpoint.id, place: $0)) }.draw
    page.keys = [
      enterKey(tries.isOver, "answer") { chosen.map(pick) ?? [] },
      PageKey(.code) { [.notice("The code stays open here: a line of it is sought")] },
    ]
    page.pick = { target in
      guard let spot: Spot = target.value(), spots.contains(spot) else { return [] }
      return pick(spot.place)
    }
    return page
  }
}

extension CodeView {
  /// The same without the values of its line.
  var withoutNote: CodeView { CodeView(snippet, mark: mark) }
}

extension Snippet.Line {
  /// The line without the blanks before it.
  var words: String { String(text.trimmingPrefix { $0 == " " }) }

  /// Whether it does anything: neither blank, nor a comment, nor only the end of a block.
  var isCode: Bool { !words.isEmpty && !words.hasPrefix("//") && words.contains(where: \.isLetter) }
}
