import Chapters
import MicroGPT
import Stage

/// What is around every chapter's picture: title, caption, buttons, status, keys.
extension Explainer {
  /// The controls of the frame itself, beside those of the chapters, which count from 0.
  static let scrubber = -1
  static let tabs = -2

  static let smallest = Size(60, 16)
  /// From this width on the code stands beside the picture.
  static let wide = 110

  /// The picture at a time: the same for the same state and time.
  public func picture(_ size: Size, at time: Int) -> Canvas {
    var canvas = Canvas(size)
    guard size.width >= Explainer.smallest.width, size.height >= Explainer.smallest.height else {
      let words = "Make the window at least 60 × 16: it is \(size.width) × \(size.height)"
      Paragraph(words).draw(in: canvas.bounds, on: &canvas, .warning)
      return canvas
    }
    let scene = scene(at: time)
    let beats = chapter.beats(in: scene)
    let place = chapter.playback.place(in: beats, at: time)
    let captionRows = size.height >= 40 || size.width < 72 && size.height >= 20 ? 4 : 3
    let header = size.height < 20 ? 1 : 2
    let page = canvas.bounds.inset(left: 1, right: 1)
    let footer = page.inset(top: size.height - captionRows - 4)
    drawTitle(in: page.top(header), on: &canvas)

    var stage = page.inset(top: header, bottom: footer.height)
    if showsCode(size) {
      let pane = chapter.code(scene: scene, beat: place.beat).pane
      if size.width >= Explainer.wide {
        let width = min(90, max(44, size.width - 82))
        let code = stage.inset(left: stage.width - width)
        stage = stage.leading(stage.width - width - 3)
        canvas.fill(Rect(stage.right + 1, stage.y, 1, stage.height), "│", .faint)
        drawChapter(in: stage, on: &canvas, scene: scene, place: place)
        pane.draw(in: code, on: &canvas)
      } else {
        pane.draw(in: stage, on: &canvas)
      }
    } else {
      drawChapter(in: stage, on: &canvas, scene: scene, place: place)
    }

    canvas.rule(x: 0, y: footer.y, width: size.width)
    if let prompt {
      draw(prompt, in: footer.below(1).top(captionRows), on: &canvas)
    } else if beats.indices.contains(place.beat) {
      let caption =
        chapter.caption(in: scene, beat: place.beat, progress: place.progress)
        ?? beats[place.beat].caption
      Paragraph(caption).draw(in: footer.below(1).top(captionRows), on: &canvas)
    }
    drawScrubBar(
      in: footer.row(captionRows + 1), on: &canvas, scene: scene, beats: beats, place: place)
    drawStatus(in: footer.row(captionRows + 2), on: &canvas, scene: scene)
    drawKeys(in: footer.row(captionRows + 3), on: &canvas, scene: scene)
    if overlay != nil {
      drawOverlay(in: canvas.bounds, on: &canvas, scene: scene, beat: place.beat)
    }
    return canvas
  }

  func showsCode(_ size: Size) -> Bool { wantsCode ?? (size.width >= Explainer.wide) }

  private func drawChapter(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, place: Playback.Place
  ) {
    chapter.draw(
      in: rect, on: &canvas, scene: scene, beat: place.beat, progress: place.progress)
  }

  private func drawTitle(in rect: Rect, on canvas: inout Canvas) {
    var x = rect.x
    x = canvas.text("microgpt", x: x, y: rect.y, .faint) + 2
    // The contents: the numbers of all chapters, the open one marked.
    let labels = chapters.map { " \($0.number) " }
    let tabs = rect.right - labels.reduce(0) { $0 + $1.columns }
    let heading = "\(chapter.number). \(chapter.title)"
    x = canvas.text(heading.cut(tabs - x), x: x, y: rect.y, .title, .strong)
    let lead = " chapter "
    if x + lead.columns <= tabs { canvas.text(lead, endingAt: tabs, y: rect.y, .faint) }
    x = tabs
    for (index, label) in labels.enumerated() {
      let isOpen = index == open
      let end = canvas.text(
        label, x: x, y: rect.y, isOpen ? .title : .faint, isOpen ? [.inverse, .strong] : [])
      canvas.touch(Rect(x, rect.y, end - x, 1), .pick(control: Explainer.tabs, item: index))
      x = end
    }
    if rect.height > 1 { canvas.rule(x: 0, y: rect.y + 1, width: canvas.size.width) }
  }

  private func drawScrubBar(
    in rect: Rect, on canvas: inout Canvas, scene: Scene, beats: [Beat], place: Playback.Place
  ) {
    let bar: ScrubBar
    if let scrub = chapter.scrub(in: scene) {
      bar = ScrubBar(
        place: scrub.place, count: scrub.count, counter: scrub.counter,
        isPlaying: scene.isTraining, title: scrub.title, control: Explainer.scrubber)
    } else {
      bar = ScrubBar(
        place: place.beat, count: beats.count, counter: "\(place.beat + 1) / \(beats.count)",
        isPlaying: place.isPlaying,
        title: beats.indices.contains(place.beat) ? beats[place.beat].title : "",
        control: Explainer.scrubber)
    }
    bar.draw(in: rect, on: &canvas)
  }

  private func drawStatus(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    var rect = rect
    let run = scene.run
    if let notice {
      canvas.text(notice.cut(rect.width), x: rect.x, y: rect.y, .warning, .strong)
      return
    }
    let steps = run.settings.steps
    var x = rect.x
    func part(_ words: String, _ value: String, _ role: Role) {
      guard x + words.columns + value.columns < rect.right else { return }
      x = canvas.text(words, x: x, y: rect.y, .faint, clip: rect)
      x = canvas.text(value, x: x, y: rect.y, role, .strong, clip: rect) + 2
    }
    part("your name ", name.isEmpty ? "(none)" : name.cut(16), .token)
    part("moment ", "\(scene.moment.grouped) of \(steps.grouped)", .position)
    part("its loss ", scene.trace.loss.fixed(3), .loss)
    if let step = run.divergedAt {
      part("", "broke off at step \(step + 1)", .warning)
    } else if !run.isComplete && scene.pending == nil {
      part("training: ", "\(run.trained * 100 / steps)%", .chosen)
    }
    // At the end of the row, so that nothing moves while a run comes and goes.
    if let pending = scene.pending, scene.speaksOfPending {
      let words = "another run: \(pending.trained * 100 / pending.settings.steps)%"
      canvas.text(words, endingAt: rect.right, y: rect.y, .chosen, .strong, clip: rect)
      rect = rect.inset(right: words.columns + 2)
    }
    let own = run.settings.differences(from: .standard)
    let words = own.isEmpty ? "seed \(run.settings.seed)" : own
    part("run ", words.cut(rect.right - x - 5), .text)
    part("model ", "\(run.parameterCount.grouped) parameters", .text)
  }

  private func draw(_ prompt: Prompt, in rect: Rect, on canvas: inout Canvas) {
    let question: (words: String, typed: String, hint: String) =
      switch prompt {
      case .name:
        (
          "Your name: ", name,
          "Chapters 2 to 4 look at it. Enter keeps it, Esc brings the old one back."
        )
      case .chapter(let digits):
        (
          "Go to chapter: ", digits,
          chapters.map { "\($0.number) \($0.title)" }.joined(separator: " · ")
        )
      }
    let x = canvas.text(question.words, x: rect.x, y: rect.y, .title, .strong, clip: rect)
    let shown = String(question.typed.suffix(max(0, rect.width - question.words.columns - 2)))
    let end = canvas.text(shown, x: x, y: rect.y, .token, .strong, clip: rect)
    canvas.put(" ", x: end, y: rect.y, .chosen, .inverse, clip: rect)
    Paragraph(question.hint).draw(in: rect.below(1), on: &canvas, .faint)
  }

  private func drawKeys(in rect: Rect, on canvas: inout Canvas, scene: Scene) {
    let items: [KeyLine.Item]
    if prompt != nil {
      items = [.init("Enter", "keep", .enter), .init("Esc", "cancel", .escape)]
    } else if overlay == .mathematics {
      items = [
        .init("←→", "step", .right), .init("m", "close", .character("m")),
        .init("Esc", "close", .escape),
      ]
    } else if overlay != nil {
      items = [
        .init("↑↓ PgUp PgDn", "scroll", .down), .init("Esc", "close", .escape),
      ]
    } else {
      items = mainKeys(scene)
    }
    KeyLine(items).draw(in: rect, on: &canvas)
  }

  private func mainKeys(_ scene: Scene) -> [KeyLine.Item] {
    var items: [KeyLine.Item] = [
      .init("←→", "step", .right), .init("Space", "play", .character(" ")),
    ]
    if !chapter.controls(in: scene).isEmpty {
      items.append(.init("↑↓ -+", "adjust", .down))
    }
    for (action, label) in chapter.ownActions(in: scene) {
      if let binding = Binding.of(action), let key = binding.keys.first {
        items.append(.init(binding.shown, label ?? binding.label, key))
      }
    }
    items += [
      .init("Tab", "chapter", .tab), .init("?", "help", .character("?")),
      .init("q", "quit", .character("q")), .init("e", "name", .character("e")),
      .init("[ ]", "moment", .character("[")), .init("r", "reset", .character("r")),
      .init("c", "code", .character("c")), .init("m", "maths", .character("m")),
      .init("/", "glossary", .character("/")),
    ]
    return items
  }
}
