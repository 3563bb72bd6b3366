import MicroGPT
import Stage

/// The popular claim that such models find the vowels, beside what this run says.
extension FromIdsToMeaning {
  func vowelsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let groups = LetterGroups(scene.tokenizer)
    let code = CodeView(.embed, mark: "let tokEmb")
    guard groups.canBeCompared else {
      return Page(
        "With other data one often reads that a model finds the vowels by itself. These texts have \(FromIdsToMeaning.few(groups)), "
          + "so here there is nothing to compare. The next picture needs no such groups.",
        code: code, mathematics: FromIdsToMeaning.groupMathematics(groups, scene)
      ) { area in
        let tokens = (0..<scene.tokenizer.vocabularySize).prefix(200).lazy.map { token in
          Text(scene.label(token), token == scene.tokenizer.bos ? .position : .token)
        }
        area.text("The tokens of this data", .title, .strong)
        NameFlow.draw(tokens, in: area.below(2))
      }
    }
    let means = groups.means(in: scene.tables)
    var page = Page(
      FromIdsToMeaning.verdict(means, groups, scene), code: code,
      mathematics: FromIdsToMeaning.groupMathematics(groups, scene)
    ) { VowelsView(scene: scene, groups: groups, means: means).draw(in: $0) }
    if scene.run.isComplete { page.questions = [GroupsAlong(scene.run)] }
    return page
  }

  private static func few(_ groups: LetterGroups) -> String {
    groups.vowels.count < 2
      ? "fewer than two of the letters a, e, i, o, u" : "fewer than two consonants from b to z"
  }

  /// The claim and what the numbers say of it at the moment.
  static func verdict(_ means: GroupMeans, _ groups: LetterGroups, _ scene: Scene) -> String {
    let claim =
      "One often reads: such models find the vowels by themselves. The mean cosine of two vowels is "
      + "\(means.vowels.fixed(2)) here, of vowel and consonant \(means.mixed.fixed(2)), of two consonants "
      + "\(means.consonants.fixed(2)). "
    let difference = means.vowels - means.mixed
    let clear = groups.clearDifference(width: scene.size.width)
    guard difference.isFinite else { return claim + "These numbers tell nothing." }
    if scene.moment == 0 {
      return claim + "At step 0 that is chance. [ ] and t show what training does."
    }
    if difference > clear {
      return claim
        + (means.vowels > means.consonants
          ? "So in this run it is true."
          : "Vowels keep apart from consonants, but are no closer than those.")
    }
    if difference < -clear { return claim + "Here it is the other way round." }
    return claim + "That may be chance: no sign of it at this moment."
  }

  private static func groupMathematics(_ groups: LetterGroups, _ scene: Scene) -> [String] {
    var lines = [
      "Vowels are a, e, i, o, u, consonants the other letters of a to z; y is both and counts for neither. Each pair of two "
        + "different tokens counts once.",
      "  mean = Σ (over the pairs) cos(a, b) / number of pairs",
    ]
    if groups.canBeCompared {
      lines += [
        "Rows drawn at random have cosines with a spread of 1/√n. The difference of two means of k and l of them spreads by "
          + "√((1/k + 1/l) / n); what is more than twice that is called clear.",
        "  here: clear from \(groups.clearDifference(width: scene.size.width).fixed(3)) on",
      ]
    }
    return lines
  }
}

/// The three means as bars, and how they came about along the run.
private struct VowelsView {
  let scene: Scene
  let groups: LetterGroups
  let means: GroupMeans

  private var kinds:
    [(name: String, value: Double, pairs: Int, role: Role, path: (GroupMeans) -> Double)]
  {
    let (v, c) = (groups.vowels.count, groups.consonants.count)
    return [
      ("two vowels", means.vowels, v * (v - 1) / 2, .answer, \.vowels),
      ("vowel, consonant", means.mixed, v * c, .loss, \.mixed),
      ("two consonants", means.consonants, c * (c - 1) / 2, .activation, \.consonants),
    ]
  }

  func draw(in area: Area) {
    area.text("Mean cosine of", .title, .strong)
    BarList(
      kinds.map { kind in
        BarList.Row(
          Text(kind.name), kind.value, Text(kind.value.fixed(3)),
          mark: Text(kind.pairs.counted("pair")), role: kind.role, .strong)
      }, scale: 1, isSigned: true, labels: .leading
    ).draw(in: area.below(1).top(3))
    area.text(letters.cut(area.width), y: 4)
    let rest = area.below(area.height > 14 ? 6 : 5)
    drawAlong(in: rest.top(30))
  }

  /// Which letters count, as long as the line may be.
  private var letters: Text {
    func list(_ tokens: [Int]) -> String { tokens.map(scene.label).joined() }
    return
      "vowels \(list(groups.vowels), .answer, .strong)  consonants \(list(groups.consonants), .activation)  y and all others: neither"
  }

  private func drawAlong(in area: Area) {
    let question = GroupsAlong(scene.run)
    guard area.height > 2, scene.run.isComplete else { return }
    guard let along = scene.answer(to: question) else {
      ProgressRow(label: "looking at the run", progress: scene.job(for: question)?.progress ?? 0)
        .draw(in: area)
      return
    }
    guard along.count > 1 else { return }
    area.text("Along the training", .title, .strong)
    let last = max(1, scene.lastMoment)
    let length = 1001
    let kinds = kinds
    Curve(
      kinds.map { kind in
        let values = along.map(kind.path)
        let line = (0..<length).map { step -> Double in
          let x = Double(step) / Double(length - 1) * Double(values.count - 1)
          let index = min(values.count - 2, Int(x))
          return values[index] + (values[index + 1] - values[index]) * (x - Double(index))
        }
        return Curve.Line(line, kind.role, label: kind.name)
      },
      levels: [.init(0)],
      marks: kinds.map { kind in
        Curve.Mark(
          "●",
          place: Int((Double(scene.moment) / Double(last) * Double(length - 1)).rounded()),
          value: kind.value, kind.role)
      },
      length: length,
      vertical: Axis(holding: kinds.flatMap { kind in along.map(kind.path) + [kind.value, 0] }),
      foot: .init("step", from: 0, to: scene.lastMoment)
    ).draw(in: area.below(1))
  }
}
