import Chapters
import MicroGPT
import Stage

/// What a click on the frame itself means.
enum FrameTarget: Hashable, Sendable {
  case scrubber
  /// A chapter, by its place in the course.
  case tab(Int)
}

/// What is around every chapter's picture: title, caption, buttons, status, keys.
extension Visit {
  static let smallest = Size(60, 16)
  /// From this width on the code stands beside the picture.
  static let wide = 110

  /// The picture at a time, with everything where it belongs: the same for the same state and time.
  public func picture(_ size: Size, at time: Int) -> Canvas {
    Area.picture(size, pointer: reader) { draw(in: $0, at: time) }
  }

  /// The picture at a time, in which things may still be on their way from the last picture.
  public func picture(_ size: Size, at time: Int, moving movement: inout Movement) -> Canvas {
    Area.picture(size, of: open, at: time, moving: &movement, pointer: reader) {
      draw(in: $0, at: time)
    }
  }

  /// The cell whose number is told: none below what lies over the picture or in its place.
  private var reader: Point? { overlay == nil && asking == nil ? pointer : nil }

  private func draw(in area: Area, at time: Int) {
    guard area.width >= Visit.smallest.width, area.height >= Visit.smallest.height else {
      let words = "Make the window at least 60 × 16: it is \(area.width) × \(area.height)"
      Paragraph(words).draw(in: area, .warning)
      return
    }
    draw(view(at: time), in: area, at: time)
  }

  private func draw(_ view: View, in area: Area, at time: Int) {
    let captionRows = area.height >= 40 || area.width < 72 && area.height >= 20 ? 4 : 3
    let header = area.height < 20 ? 1 : 2
    let page = area.inset(left: 1, right: 1)
    let footer = page.bottom(captionRows + 4)
    // Where nothing is chosen, what is to be read.
    footer.cursor(y: 1)
    drawTitle(in: page.top(1))
    if header > 1 { area.rule(y: 1) }
    if let asking, prompt == nil {
      // The page waits: beside a card its caption and its buttons would only distract.
      draw(asking, view.scene, in: page.inset(top: header, bottom: 2))
    } else {
      drawStage(view, in: page.inset(top: header, bottom: footer.height))
      area.rule(y: area.height - footer.height)
      if let prompt {
        draw(prompt, view, in: footer.below(1).top(captionRows))
      } else {
        Paragraph(view.page.caption).draw(in: footer.below(1).top(captionRows))
      }
      drawScrubBar(view, in: footer.row(captionRows + 1))
    }
    drawStatus(view, in: footer.row(captionRows + 2), at: time)
    // What lies below can't be clicked; the keys of what lies above can.
    if overlay != nil { area.forgetRegions() }
    drawKeys(view, in: footer.row(captionRows + 3))
    if overlay != nil { drawOverlay(view, in: area) }
  }

  /// What is pointed at takes the place of all else there, and only there: nothing moves.
  private func drawStatus(_ view: View, in row: Area, at time: Int) {
    guard row.readings.isEmpty else {
      Reading.draw(row.readings, in: row)
      return
    }
    Status(visit: self, scene: view.scene, isFinding: speaksOfFinding(at: time)).draw(in: row)
  }

  func showsCode(_ size: Size) -> Bool { wantsCode ?? (size.width >= Visit.wide) }

  private func drawStage(_ view: View, in stage: Area) {
    guard !view.page.isCode, showsCode(size(around: stage)) else {
      view.page.picture(stage)
      return
    }
    // The margins of the page count as well.
    guard stage.width + 2 >= Visit.wide else {
      drawCode(view, in: stage)
      return
    }
    let width = min(90, max(44, stage.width - 80))
    let picture = stage.leading(stage.width - width - 3)
    stage.part(Rect(picture.width + 1, 0, 1, stage.height)).fill("│", .faint)
    view.page.picture(picture)
    drawCode(view, in: stage.trailing(width))
  }

  /// The code, and beside it all of microgpt.py, in which the line at work has its place.
  private func drawCode(_ view: View, in area: Area) {
    let code = view.page.code()
    let rail = area.width < 60 ? 0 : area.width / 12
    code.pane.draw(in: area.inset(right: rail > 0 ? rail + 2 : 0))
    guard rail > 0 else { return }
    CourseProgress(chapters, in: view.scene).map(marking: code.originals)
      .draw(in: area.trailing(rail).below(1), columns: 1)
  }

  /// The window's size, of which only the width decides anything.
  private func size(around stage: Area) -> Size { Size(stage.width + 2, stage.height) }

  private func drawTitle(in row: Area) {
    let x = row.text("microgpt", .faint) + 2
    // The contents: the numbers of all chapters, the open one marked.
    let heading = "\(chapters[open].number). \(chapters[open].title)"
    var labels = chapters.map { " \($0.number) " }
    func start() -> Int { row.width - labels.reduce(0) { $0 + $1.columns } }
    // The title comes before wide tabs.
    if start() - x < heading.columns + 1 { labels = chapters.map { " \($0.number)" } }
    let tabs = start()
    let end = row.text(heading.cut(tabs - x), x: x, .title, .strong)
    let lead = " chapter "
    if end + lead.columns <= tabs { row.text(lead, endingAt: tabs, .faint) }
    var column = tabs
    for (index, label) in labels.enumerated() {
      let isOpen = index == open
      let tab = row.part(Rect(column, 0, label.columns, 1))
      tab.text(label, isOpen ? .title : .faint, isOpen ? [.inverse, .strong] : [])
      tab.touch(.pick(Target(FrameTarget.tab(index))))
      column += label.columns
    }
  }

  private func drawScrubBar(_ view: View, in row: Area) {
    let scrub = view.page.scrub
    let place = view.place.beat
    // Space plays the beats, where the page has nothing of its own for it.
    let playsTraining = view.page.keys.contains { $0.action == .playOrPause }
    ScrubBar(
      place: scrub?.place ?? place, count: scrub?.count ?? view.beats.count,
      counter: "\("\(place + 1)".paddedLeft("\(view.beats.count)".columns)) / \(view.beats.count)",
      isPlaying: playsTraining ? view.scene.isTraining : view.place.isPlaying,
      title: scrub?.title ?? view.beat.title, target: Target(FrameTarget.scrubber)
    ).draw(in: row)
  }

  private func draw(_ field: TextField, _ label: String, _ hint: String, in area: Area) {
    let lead = area.text(label, .title, .strong)
    field.draw(in: area.row(0).inset(left: lead))
    Paragraph(hint).draw(in: area.below(1), .faint)
  }

  private func draw(_ prompt: Prompt, _ view: View, in area: Area) {
    switch prompt {
    case .name(let field):
      draw(
        field, "Your name: ",
        "All chapters look at it. The first letter takes the place of the old name; ← → and Backspace "
          + "edit it instead. Enter keeps it, Esc brings the old one back.", in: area)
    case .entry(let field):
      if let entry = view.page.entry { draw(field, entry.label, entry.hint, in: area) }
    }
  }

  private func drawKeys(_ view: View, in row: Area) {
    let items: [KeyLine.Item]
    if prompt != nil {
      items = [.init("Enter", "keep", .enter), .init("Esc", "cancel", .escape)]
    } else if overlay == .mathematics {
      items = [
        .init("←→", "step", .right), .init("m", "close", .character("m")),
        .init("Esc", "close", .escape),
      ]
    } else if case .contents = overlay {
      items = [
        .init("↑↓", "choose", .down), .init("1–12", "number", .character("1")),
        .init("Enter", "open", .enter), .init("Esc", "close", .escape),
      ]
    } else if case .welcomeBack = overlay {
      items = [.init("Enter", "go on there", .enter), .init("Esc", "begin here", .escape)]
    } else if overlay != nil {
      items = [
        .init("↑↓ PgUp PgDn", "scroll", .down), .init("Esc", "close", .escape),
      ]
    } else if asking != nil {
      items = cardKeys
    } else {
      let typing = view.page.typing
      items = typing.map { typingKeys($0, view) } ?? mainKeys(view)
    }
    KeyLine(items).draw(in: row)
  }

  /// While characters mean something else, none is named for what it does everywhere.
  private func typingKeys(_ typing: Typing, _ view: View) -> [KeyLine.Item] {
    typing.items.map { .init($0.keys, $0.label, nil) }
      + mainKeys(view).filter { item in
        if case .character = item.touch { false } else { true }
      }
  }

  /// The most important first: what does not fit is left out.
  private func mainKeys(_ view: View) -> [KeyLine.Item] {
    // On the page of a card: the way back.
    var items: [KeyLine.Item] = recall == nil ? [] : [.init("Esc", "to the cards", .escape)]
    items += [.init("←→", "step", .right), .init("Space", "play", .character(" "))]
    let controls = view.page.controls
    if controls.contains(where: \.isAdjustable) {
      items.append(.init(controls.count > 1 ? "↑↓ -+" : "-+", "adjust", .down))
    } else if !controls.isEmpty {
      items.append(.init("↑↓", "choose", .down))
    }
    func pageKeys(areMinor: Bool) {
      for key in view.page.keys where key.isNamed && key.isMinor == areMinor {
        guard let binding = Binding.of(key.action), let first = binding.keys.first else { continue }
        items.append(.init(binding.shown, key.label, first))
      }
    }
    pageKeys(areMinor: false)
    func item(_ action: Action, _ shown: String? = nil) {
      guard let binding = Binding.of(action), let first = binding.keys.first else { return }
      items.append(.init(shown ?? binding.shown, binding.label, first))
    }
    item(.help)
    item(.quit)
    if view.scene.edit != nil { item(.undo) }
    pageKeys(areMinor: true)
    item(.editName)
    item(.train)
    item(.code)
    item(.mathematics)
    item(.nextChapter, "Tab")
    item(.earlier, "[ ]")
    item(.glossary)
    return items
  }
}
