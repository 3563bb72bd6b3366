import Stage

/// How many made-up names are new: of the twenty, and of a thousand.
struct NoveltyView {
  let scene: Scene
  let question: ManyNames
  private let few: Tally?
  private let many: Tally?
  /// The names of the thousand as far as they are made.
  private let made: [String]

  init(scene: Scene) {
    self.scene = scene
    question = ManyNames(scene)
    made = scene.answer(to: question) ?? scene.job(for: question)?.names ?? []
    few = Tally(scene.names(MakingThingsUp.count).map(\.text), in: scene)
    many = Tally(made, in: scene)
  }

  private var isComplete: Bool { made.count == ManyNames.count }

  var caption: String {
    guard isComplete, let many else {
      return "The model makes up \(ManyNames.count.grouped) names at this temperature, and each is "
        + "looked up in the data …"
    }
    let start =
      "Of \(many.count.grouped) names that the model made up at this temperature, "
      + "\(are(many.new)) new: \(scene.notInTheData). "
    let unseen =
      many.unseen == 0
      ? ""
      : "\(are(many.unseen)) in the data, but in no training step so far: it can’t have copied "
        + "\(many.unseen == 1 ? "it" : "them"). "
    return start + unseen
      + (many.seen == 0 ? "" : "\(many.seen.grouped) it has seen in training.")
  }

  private func are(_ count: Int) -> String {
    switch count {
    case 0: "none is"
    case 1: "1 is"
    default: "\(count.grouped) are"
    }
  }

  func draw(in area: Area, temperature: ControlRows) {
    temperature.draw(in: area.row(0))
    let body = area.below(area.height < 13 ? 1 : 2)
    let halves = body.top(5).columns([1, 1])
    draw(few, "Of the \(MakingThingsUp.count)", in: halves[0])
    draw(
      many, isComplete ? "Of \(ManyNames.count.grouped)" : "Of \(made.count.grouped) so far",
      in: halves[1])
    let below = body.below(body.height > 8 ? 6 : 5)
    if isComplete {
      drawNames(in: below)
    } else {
      let progress = Double(made.count) / Double(ManyNames.count)
      below.text("made up: ", .faint)
      Bar(progress, .chosen).draw(in: below.row(0).inset(left: 9, right: 6))
      below.text(progress.percent(0), endingAt: nil, .chosen)
    }
  }

  private func draw(_ tally: Tally?, _ title: String, in area: Area) {
    area.text(title, .title, .strong)
    guard let tally else {
      area.text("looking them up …", y: 1, .faint)
      return
    }
    let isShort = area.width < 38
    let rows = [
      ("new", tally.new, Role.answer),
      (isShort ? "unseen" : "in the data, unseen", tally.unseen, .probability),
      (isShort ? "seen" : "in the data, seen", tally.seen, .probability),
      ("no letter", tally.letterless, .faint),
    ]
    BarList(
      rows.map { label, count, role in
        let share = tally.count == 0 ? 0 : Double(count) / Double(tally.count)
        return .init(
          Text(label), share, Text("\(count.grouped) \(share.percent(0).paddedLeft(4))"),
          role: role)
      }, scale: 1
    ).draw(in: area.below(1))
  }

  /// The names in the order in which they were made, each once: new ones stand out.
  private func drawNames(in area: Area) {
    area.text("The first of them, each once; new ones stand out", .title, .strong)
    let list = area.below(1)
    guard let places = scene.answer(to: NamePlaces(scene)) else { return }
    var known: Set<String> = [""]
    NameFlow.draw(
      made.lazy.filter { known.insert($0).inserted }.map { name in
        let isNew = places.firstStep(of: name) == nil
        return Text(name, isNew ? .token : .faint, isNew ? .strong : [])
      }, in: list)
  }
}
