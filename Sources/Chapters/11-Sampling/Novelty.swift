import MicroGPT
import Stage

/// Whether a name that the model made up is in the data, and whether training showed it to the model.
enum Novelty: Hashable {
  /// BOS was drawn at once.
  case letterless
  /// Not one of the names of the data.
  case new
  /// In the data, but in none of the steps up to the moment.
  case unseen
  /// In the data, and trained in this step first, counted from 1.
  case seen(step: Int)

  /// Behind a name, as long as there is room for.
  func words(isShort: Bool) -> String {
    switch self {
    case .letterless: ""
    case .new: "new"
    case .unseen: isShort ? "unseen" : "in the data, unseen"
    case .seen(let step):
      isShort ? "step \(step.grouped)" : "in the data, step \(step.grouped)"
    }
  }

  var role: Role { self == .new ? .answer : .faint }
}

extension Scene {
  /// What it means to be new.
  var notInTheData: String {
    run.documentCount == 1
      ? "not in the data" : "not among the \(run.documentCount.grouped) names in the data"
  }

  /// How new a made-up name is at the moment; nil as long as the data are not searched.
  func novelty(of name: String) -> Novelty? {
    guard !name.isEmpty else { return .letterless }
    guard let places = answer(to: NamePlaces(self)) else { return nil }
    return places.novelty(of: name, at: moment)
  }
}

extension NamePlaces.Answer {
  func novelty(of name: String, at moment: Int) -> Novelty {
    guard !name.isEmpty else { return .letterless }
    guard let first = firstStep(of: name) else { return .new }
    return first < moment ? .seen(step: first + 1) : .unseen
  }
}

/// How many of some names are what.
struct Tally: Equatable {
  private(set) var new = 0
  private(set) var unseen = 0
  private(set) var seen = 0
  private(set) var letterless = 0

  /// Nil as long as the data are not searched.
  init?(_ names: some Sequence<String>, in scene: Scene) {
    guard let places = scene.answer(to: NamePlaces(scene)) else { return nil }
    for name in names {
      switch places.novelty(of: name, at: scene.moment) {
      case .new: new += 1
      case .unseen: unseen += 1
      case .seen: seen += 1
      case .letterless: letterless += 1
      }
    }
  }

  var count: Int { new + unseen + seen + letterless }
}

/// Many names that the model makes up at the moment and the temperature.
struct ManyNames: Question {
  static let count = 1000

  private let model: ModelKey
  private let temperature: Double

  init(_ scene: Scene) {
    model = ModelKey(scene)
    temperature = scene.temperature
  }

  func begin(in scene: Scene) -> Making {
    Making(scene.run.sampler(of: scene.snapshot.state, temperature: scene.temperature))
  }

  /// Makes them up, some at a time.
  struct Making: Job {
    private var sampler: Sampler
    /// Those that are made.
    private(set) var names: [String] = []

    init(_ sampler: Sampler) { self.sampler = sampler }

    var progress: Double { Double(names.count) / Double(ManyNames.count) }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> [String]? {
      while names.count < ManyNames.count {
        guard let name = sampler.next(until: isTimeUp) else { return nil }
        names.append(name.text)
        if isTimeUp() && names.count < ManyNames.count { return nil }
      }
      return names
    }
  }
}
