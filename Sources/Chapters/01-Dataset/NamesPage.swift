import MicroGPT
import Stage

/// All the names: scrolled, jumped in, found.
extension TheDataset {
  func namesPage(_ scene: Scene) -> Page {
    let found = Found(wanted, in: scene)
    let line = cursor(scene, found)
    let count = scene.run.documentCount
    var page = Page(
      count == 1
        ? "The dataset: one name, and nothing else to learn from. Beside it stands in which training step "
          + "the model is shown it first."
        : "The dataset: \(scene.names(counted: count)), and nothing else to learn from. ↑ ↓ scroll, < > "
          + "jump, f finds. Beside each name: how often it is in the list, and in which training step the "
          + "model is shown it first.",
      code: CodeView(.lines, mark: "starts.append(", note: "\(scene.names(counted: count))"),
      mathematics: [
        "The dataset is a list of documents d, one a line. Here each document is a name.",
        "  D = (d₁, d₂, …, dₙ)   n = \(count.grouped)",
        "Their order is shuffled before training. How often a name is there counts: it is trained once "
          + "for each line.",
      ]
    ) {
      NameBrowser(scene: scene, line: line, wanted: wanted, found: found).draw(in: $0)
    }
    page.questions = [NamePlaces(scene)]
    if !wanted.isEmpty { page.questions.append(Hits(wanted, in: scene)) }
    page.scrub = Scrub(
      place: line, count: count, title: "line \((line + 1).grouped) of \(count.grouped)"
    ) { go(to: $0) }
    page.controls = [
      Control(
        Spot.list, "line", Double(line), in: 0...Double(count - 1), step: 10,
        coarse: Double(max(10, count / 10)), isStepped: false
      ) { go(to: Int($0)) }
    ]
    page.keys = namesKeys(scene, found, line)
    page.entry = Entry(
      "Find: ", wanted,
      hint:
        "Any letters of a name. The list goes along while you type; ↑ ↓ go from hit to hit. Enter "
        + "keeps what is found, Esc goes back to where you were."
    ) { seek($0, from: line, in: scene) }
    page.pick = { target in
      guard case .line(let line)? = target.value(as: Spot.self) else { return [] }
      return go(to: line)
    }
    return page
  }

  /// The line under the cursor.
  private func cursor(_ scene: Scene, _ found: Found?) -> Int {
    let line = isAtFirstHit ? found?.lines.first ?? line : line
    return max(0, min(scene.run.documentCount - 1, line))
  }

  private func go(to line: Int) -> Change {
    var copy = self
    copy.line = line
    copy.isAtFirstHit = false
    return [.chapter(copy)]
  }

  /// Goes to the reader's name.
  private func ownName(_ scene: Scene) -> Change {
    guard let places = scene.answer(to: NamePlaces(scene)) else { return [] }
    return places.lines(of: scene.name).map { go(to: $0.first) }
      ?? [.notice("“\(scene.name.cut(20))” is not in the list; f finds names")]
  }

  /// What comes of other letters to find: the first hit; as long as there is none, the list stays.
  private func seek(_ text: String, from line: Int, in scene: Scene) -> Change {
    guard text != wanted else { return [] }
    var copy = self
    if wanted.isEmpty { copy.start = line }
    copy.line = copy.start
    copy.wanted = text
    copy.isAtFirstHit = !text.isEmpty
    return forgetting(in: scene) + [.chapter(copy)]
  }

  private func namesKeys(_ scene: Scene, _ found: Found?, _ line: Int) -> [PageKey] {
    func step(_ places: Int, _ hit: Int?) -> Change {
      guard let found, !found.lines.isEmpty else {
        return go(to: max(0, min(scene.run.documentCount - 1, line + places)))
      }
      return go(to: hit ?? line)
    }
    return [
      PageKey(.find, "find") { [.type] },
      PageKey(.previousControl) { step(-1, found?.line(before: line)) },
      PageKey(.nextControl) { step(1, found?.line(after: line)) },
      PageKey(.enter, found == nil ? "" : "next hit") {
        found == nil ? ownName(scene) : step(0, found?.line(after: line))
      },
      PageKey(.restore, found == nil ? "" : "end") {
        found == nil
          ? [.notice("Nothing is sought; f finds names")]
          : ended(at: line, in: scene)
      },
    ]
  }

  /// The end of a search: the cursor stays where it is.
  private func ended(at line: Int, in scene: Scene) -> Change {
    var copy = self
    copy.line = line
    copy.wanted = ""
    copy.isAtFirstHit = false
    return forgetting(in: scene) + [.chapter(copy)]
  }

  /// A long list may have many hits: those of letters that nobody seeks any more are not kept.
  private func forgetting(in scene: Scene) -> Change {
    wanted.isEmpty ? [] : [.ask(again: Hits(wanted, in: scene))]
  }
}
