import MicroGPT
import Stage

/// Chapter 1: the names that the model learns from, and the aim: to go on as they would.
struct TheDataset: Chapter {
  let number = 1
  let title = "The dataset"
  let question = "What does the model learn from, and what is it to learn?"
  static let introduces: Set<StatusItem> = [.moment]
  static let explains = ["dataset", "GPT", "parameter", "seed", "training step"]
  static let keys: [ChapterKey] = [
    ChapterKey(.find, "find names"),
    ChapterKey(.enter, "your name or the next hit, which are made up"),
    ChapterKey(.switchView, "mark as made up"),
    ChapterKey(.restore, "end a search, seed 42"),
    ChapterKey(.newSeed, "another order"),
  ]

  /// The line under the cursor, from 0.
  var line = 0
  /// Where the cursor was when the search began.
  var start = 0
  /// What is sought; empty where nothing is.
  var wanted = ""
  /// Whether the cursor goes to the first hit as soon as it is found.
  var isAtFirstHit = false
  /// The names that the reader takes for made up.
  var guesses: Set<String> = []
  /// Whether it is told which names are made up.
  var isRevealed = false

  /// What can be clicked.
  enum Spot: Hashable, Sendable {
    /// A line of the file, from 0.
    case line(Int)
    case list
  }

  /// A name that may be made up.
  struct Guess: Hashable, Sendable {
    let name: String
  }

  func needs(at beat: String?) -> Set<Need> {
    switch beat {
    case "welcome": [.names(Welcome.nameCount)]
    case "aim": [.names(MadeUpQuiz.madeUp)]
    default: []
    }
  }

  func beats(in scene: Scene) -> [Beat] {
    [
      Beat("welcome", "What this is about") { _ in welcomePage(scene) },
      Beat("names", "All the names") { _ in namesPage(scene) },
      Beat("twice", "Names that come twice") { _ in twicePage(scene) },
      Beat("lengths", "How long they are") { _ in lengthsPage(scene) },
      Beat("letters", "Which letters") { _ in lettersPage(scene) },
      Beat("ends", "First and last letters") { _ in endsPage(scene) },
      Beat("shuffle", "Shuffled", duration: 1600) { shufflePage(scene, $0) },
      Beat("seen", "Shown so far") { _ in seenPage(scene) },
      Beat("aim", "The aim") { aimPage(scene, $0) },
    ].map(finding)
  }

  /// The beat with a way to the search, which the list alone has of its own.
  private func finding(_ beat: Beat) -> Beat {
    Beat(beat.id, beat.title, duration: beat.duration, hold: beat.hold) { cue in
      var page = beat.page(cue)
      if page.entry == nil { page.keys.append(PageKey(.find) { [.go(to: "names"), .type] }) }
      return page
    }
  }

  // MARK: The first and the last

  private func welcomePage(_ scene: Scene) -> Page {
    var page = Page(
      "This program takes such a model apart, down to its single numbers; nothing is recorded, all "
        + "of it is computed while you watch. Press → to begin with the names, or e to type one of "
        + "your own.",
      code: CodeView(.generate, mark: "let choice"),
      mathematics: [
        "A model is one long calculation f. It takes the letters so far and its parameters, and gives "
          + "every letter a share of 100%: how likely it is to come next.",
        "  f(letters so far; parameters) = how likely each letter is to come next",
        "There are \(scene.run.parameterCount.grouped) parameters. Training only ever changes them; "
          + "the calculation stays the same.",
      ]
    ) { Welcome(scene: scene).draw(in: $0) }
    page.questions = [NamePlaces(scene)]
    return page
  }

  private func aimPage(_ scene: Scene, _ cue: Cue) -> Page {
    let quiz = MadeUpQuiz(scene: scene, guesses: guesses, isRevealed: isRevealed)
    var chosen: Control?
    var page = Page(
      quiz.caption,
      code: CodeView(.generate, mark: "let choice"),
      mathematics: [
        "Each letter of a name depends on all letters before it.",
        "  next letter ~ f(letters so far; parameters)",
        "Training looks for parameters with which the names of the data become as likely as possible. "
          + "Names that are like them become likely too, and so new ones come about.",
      ]
    ) { quiz.draw(in: $0, chosen: chosen?.id) }
    page.questions = [NamePlaces(scene)]
    page.controls = quiz.names.map { Control(choice: Guess(name: $0.text), $0.text) }
    chosen = page.chosen(by: cue)
    page.keys = [
      PageKey(.switchView, "mark") { chosen.map { mark($0.id) } ?? [] },
      PageKey(.enter, isRevealed ? "hide" : "tell") { [with(\.isRevealed, !isRevealed)] },
    ]
    page.pick = mark
    return page
  }

  /// Takes a name for made up, or no longer.
  private func mark(_ target: Target) -> Change {
    guard let guess = target.value(as: Guess.self) else { return [] }
    return [with(\.guesses, guesses.symmetricDifference([guess.name]))]
  }
}

extension Scene {
  /// `1 name`, `32,952 names`.
  func names(counted count: Int) -> String { count == 1 ? "1 name" : "\(count.grouped) names" }
}

extension Snippet {
  static let lines = Snippet("Data/DatasetReader.swift", from: "func findDocuments(in")
  static let line = Snippet("Data/Documents.swift", from: "func string(at")
  static let cutting = Snippet("Data/Tokenizer.swift", from: "static func trainedLength(")
  static let beginning = Snippet(
    "Training/Beginning.swift", from: "  init(_ settings", "func order(until")
  static let documentOfStep = Snippet("Training/Run.swift", from: "func document(ofStep")
}
