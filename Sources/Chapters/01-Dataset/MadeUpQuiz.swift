import MicroGPT
import Stage

/// Names of the data and names that the model made up, among each other: which are which?
struct MadeUpQuiz {
  let scene: Scene
  let isRevealed: Bool
  /// Sorted, each once; empty as long as it is not known which names are new.
  let names: [(text: String, isMadeUp: Bool)]

  /// How many there are of both kinds at most.
  private static let most = 6

  init(scene: Scene, isRevealed: Bool) {
    self.scene = scene
    self.isRevealed = isRevealed
    guard let places = scene.answer(to: NamePlaces(scene)) else {
      names = []
      return
    }
    func first(_ names: some Sequence<String>) -> [String] {
      var known: Set<String> = [""]
      return Array(names.filter { known.insert($0).inserted }.prefix(MadeUpQuiz.most))
    }
    let new = first(
      scene.names(20).lazy.map(\.text).filter { places.firstStep(of: $0) == nil })
    // From the end of the shuffled list: most runs never come there, so that none is simply remembered.
    let count = scene.run.documentCount
    let real = first((0..<min(count, 40)).lazy.map { scene.run.document(ofStep: count - 1 - $0) })
    names = (new.map { ($0, true) } + real.map { ($0, false) }).sorted { $0.0 < $1.0 }
  }

  private var madeUp: Int { names.count(where: \.isMadeUp) }

  var caption: String {
    guard !names.isEmpty else { return "The model makes up some names …" }
    let when =
      scene.moment == 0
      ? "before any training"
      : "after \(scene.moment.grouped) step\(scene.moment == 1 ? "" : "s")"
    let start = "This is the aim: to go on as these names would. "
    guard isRevealed else {
      return start
        + "Some of the names here are from the list, some are made up by the model \(when). Which? "
        + "Enter tells; t shows the same from the start."
    }
    return start
      + (madeUp == 0
        ? "What the model makes up \(when) has no letters or is in the list already. "
        : "\(madeUp == 1 ? "One is" : "\(madeUp) are") made up \(when) and in no line of the list. ")
      + "The more the model has learned, the harder it is to tell."
  }

  private static let chat = [
    "A chat model has the same aim, only with the text of conversations in place of names: it goes on as "
      + "such a text would.",
    "Its answer to a question is what it takes to be likely to come next, made piece by piece as these "
      + "names are made letter by letter.",
  ]

  func draw(in area: Area) {
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
    let isTall = rows.height >= 2 * names.count
    for (index, name) in names.enumerated() {
      draw(name, in: rows.row(isTall ? 2 * index + 1 : index))
    }
    var y = area.height > 12 ? 1 : 0
    words.text("And a chat model?", y: y, .title, .strong)
    y += 1
    for text in MadeUpQuiz.chat {
      y += Paragraph(text).draw(in: words.below(y)) + (area.height > 12 ? 1 : 0)
    }
  }

  private func draw(_ name: (text: String, isMadeUp: Bool), in row: Area) {
    let isLit = isRevealed && name.isMadeUp
    let text = name.text.cut(max(1, row.width - 14))
    row.text(text, x: 2, isLit ? .answer : .token, isLit || !isRevealed ? .strong : [])
    guard isRevealed else { return }
    row.text(isLit ? "◆" : " ", .answer, .strong)
    row.text(
      isLit ? "made up" : "in the list", x: min(row.width - 11, 20), isLit ? .answer : .faint)
    row.touch(.key(.enter))
  }
}
