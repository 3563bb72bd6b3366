import MicroGPT
import Stage

/// What the names are like, counted: how many are different, how long they are, their letters.
extension TheDataset {
  func twicePage(_ scene: Scene) -> Page {
    let places = scene.answer(to: NamePlaces(scene))
    var page = Page(
      places.map { repeats($0, scene) }
        ?? "Which names come more than once? They are being counted …",
      code: CodeView(.lines, mark: "starts.append("),
      mathematics: [
        "Of n lines, d hold different names.",
        "  n = \(scene.run.documentCount.grouped)"
          + (places.map { "   d = \($0.count.grouped)" } ?? ""),
        "A name that is in k lines is trained k times where others are trained once.",
      ]
    ) { RepeatsView(scene: scene, places: places).draw(in: $0) }
    page.questions = [NamePlaces(scene)]
    page.pick = { target in
      guard case .line(let line)? = target.value(as: Spot.self) else { return [] }
      var copy = self
      copy.line = line
      copy.isAtFirstHit = false
      return [.chapter(copy), .go(to: "names")]
    }
    return page
  }

  private func repeats(_ places: NamePlaces.Answer, _ scene: Scene) -> String {
    let count = scene.run.documentCount
    guard count > 1 else { return "The list has one line, so there is nothing that could repeat." }
    guard let (line, most) = places.mostFrequent.first else {
      return
        "The list has \(count.grouped) lines, and all of them are different: no name comes twice."
    }
    let several = places.byOccurrences.reduce(0) { $0 + ($1.times > 1 ? $1.names : 0) }
    let isAlone = places.byOccurrences.last?.names == 1
    let often = most == 2 ? "twice" : "\(most.grouped) times"
    let repeated =
      isAlone
      ? (several == 1 ? "" : "\(several.grouped) come more than once, ")
        + "“\(scene.run.corpus[line].cut(16))” \(several == 1 ? "comes " : "")\(often)"
      : "\(several.grouped) come \(most == 2 ? "" : "more than once, up to ")\(often)"
    return
      "The list has \(count.grouped) lines, but only \(places.count.grouped) different "
      + "name\(places.count == 1 ? "" : "s"): \(repeated). Training takes line by line, so a name "
      + "that is there twice counts twice."
  }

  func lengthsPage(_ scene: Scene) -> Page {
    let room = scene.size.blockSize
    return surveyPage(
      scene, CodeView(.cutting, mark: "min(blockSize", note: "blockSize = \(room.grouped)"),
      [
        "A name of n letters asks n + 1 questions: what comes first, what next, and after the last letter "
          + "whether the name is over. The model has room for \(room.grouped) of them.",
        "  questions = min(\(room.grouped), n + 1)",
      ],
      caption: { lengths($0, scene) },
      picture: { LengthChart(scene: scene, survey: $0).draw(in: $1) })
  }

  private func lengths(_ survey: Survey.Answer, _ scene: Scene) -> String {
    let room = scene.size.blockSize - 1
    let fits =
      "The model has room for \(room.grouped) letter\(room == 1 ? "" : "s") and the end of a name: "
    guard let least = survey.lengths.first?.length, let longest = survey.lengths.last,
      let usual = survey.lengths.max(by: { $0.documents < $1.documents })?.length
    else { return "" }
    let most = longest.length
    let start =
      least == most
      ? (scene.run.documentCount == 1 ? "The name has " : "All names have ") + letters(most) + ". "
      : "The commonest length is \(letters(usual)); the shortest name has \(least.grouped), the "
        + "longest, “\(scene.run.corpus[longest.line].cut(18))”, \(most.grouped). "
    let longer = survey.documents(ofLength: room + 1)
    let over =
      longer == 0
      ? (scene.run.documentCount == 1 ? "it fits." : "none is longer.")
      : "\(longer == scene.run.documentCount ? "all" : longer.grouped) "
        + "\(longer == 1 ? "is" : "are") longer, and what is too long is cut."
    return start + fits + over
  }

  private func letters(_ count: Int) -> String {
    "\(count.grouped) letter\(count == 1 ? "" : "s")"
  }

  func lettersPage(_ scene: Scene) -> Page {
    surveyPage(
      scene, CodeView(.vocabulary, mark: "distinct.sorted()"),
      [
        "The share of a letter is how often it comes, divided by the number of all letters together.",
        "  share(a) = count(a) / Σ count",
        "All shares together are 1, or 100%.",
      ],
      caption: { survey in
        guard let id = survey.letters.ranking.first else { return "" }
        let kinds = survey.letters.kinds
        guard kinds > 1 else { return "There is one letter only: “\(scene.label(id))”." }
        guard survey.letters.counts[id] * kinds > survey.letters.total else {
          return "\(kinds.grouped) different letters make up all names, each as often as any other."
        }
        return
          "\(kinds.grouped) different letters make up all names, but not evenly: "
          + "\(survey.letters.share(of: id).sharePercent) of all letters are “\(scene.label(id))”; shared out "
          + "evenly, each would have \((1 / Double(kinds)).sharePercent). Nobody tells the model this: it "
          + "has to find out."
      },
      picture: { survey, area in
        let bars = LetterBars(scene: scene, letters: survey.letters, lit: scene.tokens)
        let used = bars.draw(in: area)
        bars.drawWhole(in: area.below(used + 1))
      })
  }

  func endsPage(_ scene: Scene) -> Page {
    surveyPage(
      scene, CodeView(.line, mark: "removeLast("),
      [
        "The share of a first letter is the number of names that begin with it, divided by the number "
          + "of all names.",
        "  share(a first) = names that begin with a / \(scene.run.documentCount.grouped)",
        "It is the same for last letters.",
      ],
      caption: { survey in
        guard let first = survey.firsts.ranking.first, let last = survey.lasts.ranking.first
        else { return "" }
        // Of the common first letters the one that is most seldom a last one.
        let uneven = survey.firsts.ranking.prefix(8).min {
          survey.lasts.counts[$0] < survey.lasts.counts[$1]
        }
        var words =
          "Letters have their places: “\(scene.label(first))” begins "
          + "\(survey.firsts.share(of: first).sharePercent) of all names, “\(scene.label(last))” ends "
          + "\(survey.lasts.share(of: last).sharePercent). "
        if let uneven, survey.firsts.share(of: uneven) > 0.02,
          survey.lasts.share(of: uneven) < survey.firsts.share(of: uneven) / 4
        {
          words +=
            "\(survey.firsts.share(of: uneven).sharePercent) begin with “\(scene.label(uneven))”, but "
            + "\(survey.lasts.share(of: uneven).sharePercent) end with it. "
        }
        return words + "Names that sound right keep to such habits."
      },
      picture: { survey, area in
        let halves = area.columns([1, 1], gap: 4)
        let largest = [survey.firsts, survey.lasts].map { letters in
          letters.ranking.first.map { letters.share(of: $0) } ?? 1
        }
        let scale = largest.max()
        // Those of the reader's name between the two BOS.
        let own = scene.tokens.dropFirst().dropLast()
        halves[0].text("A name begins with", .title, .strong)
        LetterBars(
          scene: scene, letters: survey.firsts, lit: Array(own.prefix(1)), scale: scale, most: 1
        ).draw(in: halves[0].below(1))
        halves[1].text("A name ends with", .title, .strong)
        LetterBars(
          scene: scene, letters: survey.lasts, lit: Array(own.suffix(1)), scale: scale, most: 1
        ).draw(in: halves[1].below(1))
      })
  }

  // MARK: What they have in common

  /// A page about all letters of all names; as long as they are not counted, it says so.
  private func surveyPage(
    _ scene: Scene, _ code: @autoclosure @escaping () -> CodeView,
    _ mathematics: @autoclosure @escaping () -> [String],
    caption: (Survey.Answer) -> String, picture: @escaping (Survey.Answer, Area) -> Void
  ) -> Page {
    let survey = scene.answer(to: Survey(scene))
    var page = Page(
      survey.map(caption) ?? "All letters of all names are being counted …", code: code(),
      mathematics: mathematics()
    ) { area in
      if let survey {
        picture(survey, area)
      } else {
        let progress = scene.job(for: Survey(scene))?.progress ?? 0
        ProgressRow(label: "counting", progress: progress).draw(in: area.below(1))
      }
    }
    page.questions = [Survey(scene)]
    return page
  }
}
