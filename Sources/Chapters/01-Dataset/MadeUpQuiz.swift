import MicroGPT
import Stage

/// Names of the data and names that the model made up, among each other: which are which?
struct MadeUpQuiz {
  let scene: Scene
  /// What the reader takes for made up.
  let guesses: Set<String>
  /// Whether it is told which are.
  let isRevealed: Bool
  /// In the order of the alphabet, each once; empty as long as it is not known which names are new.
  let names: [Name]

  struct Name: Equatable {
    let text: String
    let isMadeUp: Bool
  }

  /// How many there are of both kinds at most.
  private static let most = 7
  /// How many names the model makes up for it.
  static let madeUp = 3 * Welcome.nameCount

  init(scene: Scene, guesses: Set<String>, isRevealed: Bool) {
    self.scene = scene
    self.guesses = guesses
    self.isRevealed = isRevealed
    guard let places = scene.answer(to: NamePlaces(scene)) else {
      names = []
      return
    }
    func first(_ names: some Sequence<String>) -> [String] {
      var known: Set<String> = [""]
      return Array(names.filter { known.insert($0).inserted }.prefix(MadeUpQuiz.most))
    }
    // Not those that the first beat has told already.
    let made = scene.names(MadeUpQuiz.madeUp).dropFirst(Welcome.nameCount)
    let new = first(made.lazy.map(\.text).filter { places.firstStep(of: $0) == nil })
    // From the end of the shuffled list: most runs never come there, so that none is simply remembered.
    let count = scene.run.documentCount
    let real = first((0..<min(count, 40)).lazy.map { scene.run.document(ofStep: count - 1 - $0) })
    names =
      (new.map { Name(text: $0, isMadeUp: true) } + real.map { Name(text: $0, isMadeUp: false) })
      .sorted { $0.text < $1.text }
  }

  // MARK: Words

  var caption: String {
    guard !names.isEmpty else { return "The model makes up some names …" }
    let made = names.count(where: \.isMadeUp)
    let when =
      scene.moment == 0
      ? "before any training"
      : "after \(scene.moment.grouped) step\(scene.moment == 1 ? "" : "s")"
    let start = "The aim: to write new names, letter by letter, that could be in the list. "
    if made == 0 {
      return start + "But what the model makes up \(when) has no letters or is in the list already."
    }
    guard isRevealed else {
      return start
        + "\(names.count - made) of the names here are from the list, \(made) are made up by the model "
        + "\(when). x marks what you take for made up, Enter tells."
    }
    return start + (guesses.isEmpty ? "" : verdict(made) + " ")
      + "The more the model has learned, the harder it is to tell: t shows it from the start."
  }

  private func verdict(_ made: Int) -> String {
    let found = names.count { $0.isMadeUp && guesses.contains($0.text) }
    let wrong = names.count { !$0.isMadeUp && guesses.contains($0.text) }
    return "You found \(found) of the \(made)"
      + (wrong == 0 ? "." : ", and \(wrong) that you marked \(wrong == 1 ? "is" : "are") real.")
  }

  private static let chat = [
    "A chat model has the same aim, only with the text of conversations in place of names: it goes on as "
      + "such a text would.",
    "Its answer to a question is what it takes to be likely to come next, made piece by piece as these "
      + "names are made letter by letter.",
  ]

  // MARK: The picture

  /// - Parameter chosen: the name under the cursor.
  func draw(in area: Area, chosen: Target?) {
    let isWide = area.width >= 70
    let list = isWide ? area.leading(area.width / 2 - 2) : area.leading(34)
    let words = isWide ? area.trailing(from: area.width / 2 + 2) : area.trailing(from: 36)
    list.text(
      isRevealed ? "From the list, and made up" : "From the list, or made up?", .title, .strong)
    let rows = list.below(1)
    if names.isEmpty {
      ProgressRow(
        label: "counting", progress: scene.job(for: NamePlaces(scene))?.progress ?? 0
      ).draw(in: rows)
    }
    let gap = rows.height >= 2 * names.count ? 2 : 1
    let focus = names.firstIndex { chosen == Target(TheDataset.Guess(name: $0.text)) } ?? 0
    // In a low window the part around the cursor.
    let shown = Range.window(of: names.count, room: max(1, rows.height / gap), around: focus)
    for (y, place) in shown.enumerated() {
      draw(names[place], in: rows.row(y * gap), isChosen: place == focus)
    }
    var y = area.height > 12 ? 1 : 0
    words.text("And a chat model?", y: y, .title, .strong)
    y += 1
    for text in MadeUpQuiz.chat {
      y += Paragraph(text).draw(in: words.below(y)) + (area.height > 12 ? 1 : 0)
    }
  }

  private func draw(_ name: Name, in row: Area, isChosen: Bool) {
    let isMarked = guesses.contains(name.text)
    let isLit = isRevealed && name.isMadeUp
    if isChosen { row.text("▸", .chosen, .strong) }
    if isMarked { row.text("◇", x: 2, .chosen, .strong) }
    row.text(
      name.text.cut(max(1, row.width - 18)), x: 4,
      isChosen ? .chosen : isLit ? .answer : .token, isLit || !isRevealed ? .strong : [])
    row.touch(.pick(Target(TheDataset.Guess(name: name.text))))
    guard isRevealed else { return }
    row.text(
      isLit ? "◆ made up" : "  in the list", x: min(row.width - 13, 22),
      isLit ? .answer : .faint, isLit ? .strong : [])
  }
}
