import Stage

/// Something that the reader is asked right after it was taught. It is a beat of its own: → goes on,
/// answered or not.
public struct Checkpoint {
  /// One word that no other checkpoint of the course has.
  public let id: String
  /// A few words, shown beside the scrub bar.
  public let title: String
  /// The beat behind which it stands.
  let home: String
  /// What it needs to be known of the model beside what that beat needs.
  let needs: Set<Need>
  /// What has to be worked out for it, beside what that beat asks for.
  let questions: [any Question]
  /// Whether the picture of that beat is shown under the choices before they are answered too.
  let showsPicture: Bool
  /// What is asked; nil where there is nothing to ask in this run after all. Called when it is shown.
  let ask: (Cue) -> Ask?

  init(
    _ id: String, _ title: String, after home: String, needs: Set<Need> = [],
    questions: [any Question] = [], showsPicture: Bool = false, ask: @escaping (Cue) -> Ask?
  ) {
    self.id = id
    self.title = title
    self.home = home
    self.needs = needs
    self.questions = questions
    self.showsPicture = showsPicture
    self.ask = ask
  }

  /// The four kinds, each with its question: one or two sentences.
  enum Ask {
    /// One of two to four choices is right.
    case choose(String, [Choice])
    /// A number is to be typed.
    case number(String, Answer)
    /// Something is to be done on the page of the beat.
    case task(String, Task)
    /// The line of code is to be found that does something.
    case line(String, Line)
  }

  struct Choice: Equatable {
    let words: String
    /// Why it is right, or why not.
    let reason: String
    let isRight: Bool

    static func right(_ words: String, _ reason: String) -> Choice {
      Choice(words: words, reason: reason, isRight: true)
    }

    static func wrong(_ words: String, _ reason: String) -> Choice {
      Choice(words: words, reason: reason, isRight: false)
    }
  }

  /// A number that can be worked out from what is shown.
  struct Answer: Equatable {
    let value: Double
    /// How many digits after the point are asked for.
    let digits: Int
    /// How far from the value an answer may be.
    let tolerance: Double
    /// What is known, a line each; what is sought stands there as `?`.
    let given: [String]
    /// How to come to the number: said at the end.
    let way: String

    /// - Parameter tolerance: one and a half units of the last digit where nil; what is worked out from
    ///   rounded numbers is itself not exact. A whole number must be right.
    init(
      _ value: Double, digits: Int, tolerance: Double? = nil, given: [String], way: String
    ) {
      self.value = value
      self.digits = digits
      let unit = (0..<digits).reduce(1.0) { part, _ in part / 10 }
      self.tolerance = tolerance ?? (digits == 0 ? 0 : unit * 1.5)
      self.given = given
      self.way = way
    }
  }

  /// Something to do on a page.
  struct Task: Equatable {
    let isDone: Bool
    /// How to begin.
    let hint: String
    /// What is to be learnt from what was done.
    let lesson: String
  }

  /// A line to be found among others.
  struct Line {
    /// The lines to choose from; the marked one is right.
    let code: CodeView
    /// Why it is that one.
    let reason: String
    /// Why it is not a line, by a piece of it; the first one that fits.
    let wrong: KeyValuePairs<String, String>
  }

  /// The name of its beat.
  var beatID: String { Checkpoint.beatID(id) }

  static func beatID(_ id: String) -> String { "check-\(id)" }

  /// How long it stays while playing, in milliseconds.
  static let hold = 6000
  /// After so many wrong numbers the right one is shown.
  static let mostTries = 3

  /// Its beat.
  ///
  /// - Parameter home: the beat behind which it stands.
  func beat(behind home: Beat, in scene: Scene) -> Beat {
    Beat(self, behind: home) { cue in
      let page = home.page(Cue(beat: home.id, choices: cue.choices))
      guard let ask = ask(cue) else { return CheckpointPages.empty(like: page) }
      return CheckpointPages(checkpoint: self, home: page, scene: scene, cue: cue).page(ask)
    }
  }
}
