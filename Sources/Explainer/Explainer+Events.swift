import Chapters
import MicroGPT
import Stage

extension Explainer {
  /// Takes in what a person did.
  ///
  /// - Parameter time: milliseconds on the one clock, never going back.
  public mutating func handle(_ event: Event, at time: Int) {
    switch event {
    case .resized(let size): self.size = size
    case .key(let key):
      notice = nil
      press(key, at: time)
    case .pasted(let text):
      notice = nil
      paste(text)
    case .mouse(let mouse): handle(mouse, at: time)
    }
  }

  private mutating func press(_ key: Key, at time: Int) {
    if prompt != nil {
      type(key, at: time)
    } else if overlay != nil {
      pressInOverlay(key, at: time)
    } else if let action = Binding.action(for: key) {
      perform(action, at: time)
    }
  }

  // MARK: What is typed

  private mutating func type(_ key: Key, at time: Int) {
    switch (prompt, key) {
    case (.name(let before), .escape):
      name = before
      prompt = nil
    case (.chapter, .escape): prompt = nil
    case (.name, .enter), (.name, .tab): prompt = nil
    case (.chapter(let digits), .enter):
      prompt = nil
      if let number = Int(digits) { goTo(chapter: number, at: time) }
    case (.name, .backspace), (.name, .delete):
      if !name.isEmpty { name.unicodeScalars.removeLast() }
    case (.chapter(let digits), .backspace):
      prompt = .chapter(digits: String(digits.dropLast()))
    case (.name, .character(let character)): character.unicodeScalars.forEach { addToName($0) }
    case (.chapter(let digits), .character(let character))
    where character.isWholeNumber && digits.count < 2:
      prompt = .chapter(digits: digits + String(character))
    default: break
    }
  }

  /// How long a name can be typed; more than the model sees is worth nothing, but shows that it is cut.
  private static let longestName = 40

  private mutating func addToName(_ typed: Unicode.Scalar) {
    let scalar = study.tokenizer.known(typed)
    if scalar != typed {
      notice = "The names have small letters only: \(typed) was taken as \(scalar)"
    }
    guard study.tokenizer.id(of: scalar) != nil else {
      notice = Explainer.refusal(of: scalar)
      return
    }
    guard name.unicodeScalars.count < Explainer.longestName else {
      notice = "\(Explainer.longestName) characters are the most that can be typed"
      return
    }
    name.unicodeScalars.append(scalar)
  }

  private mutating func paste(_ text: String) {
    guard case .name = prompt else {
      notice = "Pasted text is not taken for keys; press e to paste a name"
      return
    }
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\r" { addToName(scalar) }
  }

  /// How many rows a key scrolls.
  private func scrolled(by key: Key) -> Int {
    switch key {
    case .down, .character("j"): 1
    case .up, .character("k"): -1
    case .pageDown, .character(" "): max(1, size.height - 6)
    case .pageUp: -max(1, size.height - 6)
    default: 0
    }
  }

  private mutating func pressInOverlay(_ key: Key, at time: Int) {
    let action = Binding.action(for: key)
    switch (overlay, action) {
    case (_, .stop), (_, .quit), (.help, .help), (.glossary, .glossary),
      (.mathematics, .mathematics):
      overlay = nil
    case (.help, _) where scrolled(by: key) != 0, (.glossary, _) where scrolled(by: key) != 0:
      overlay = overlay?.scrolled(by: scrolled(by: key))
    case (.mathematics, let action?) where action != .help && action != .glossary:
      perform(action, at: time)  // the mathematics follows the beats
    case (_, .help): overlay = .help(scroll: 0)
    case (_, .glossary): overlay = .glossary(scroll: 0)
    case (_, .mathematics): overlay = .mathematics
    default: if key == .enter { overlay = nil }
    }
    clampScroll()
  }

  // MARK: What is asked for

  mutating func perform(_ action: Action, at time: Int) {
    var chapter = chapters[open]
    let scene = scene(at: time)
    let reaction = chapter.handle(action, in: scene)
    if reaction == .ignored {
      let beats = chapter.beats(in: scene)
      switch action {
      case .forward:
        let place = chapter.playback.place(in: beats, at: time)
        if place.beat == beats.count - 1 && place.progress == 1 {
          notice = "This is the end of the chapter; Tab goes to the next one"
        }
        chapter.playback.forward(in: beats, at: time)
      case .back:
        if chapter.playback.place(in: beats, at: time).beat == 0 {
          notice = "This is the beginning of the chapter"
        }
        chapter.playback.back(in: beats, at: time)
      case .playOrPause: chapter.playback.playOrPause(in: beats, at: time)
      case .first: chapter.playback.go(to: 0, in: beats)
      case .last: chapter.playback.go(to: beats.count - 1, in: beats)
      case .previousControl, .nextControl:
        let last = chapter.controls(in: scene).count - 1
        if last < 0 { notice = Explainer.nothingToAdjust }
        // Another beat may have had more of them.
        let wanted = min(chapter.chosen, last) + (action == .nextControl ? 1 : -1)
        chapter.chosen = max(0, min(wanted, last))
      case .less, .more, .muchLess, .muchMore:
        let controls = chapter.controls(in: scene)
        guard !controls.isEmpty else {
          notice = Explainer.nothingToAdjust
          return
        }
        let chosen = max(0, min(chapter.chosen, controls.count - 1))
        let control = controls[chosen]
        let amounts: [Action: Double] = [
          .less: -control.step, .more: control.step, .muchLess: -control.coarse,
          .muchMore: control.coarse,
        ]
        set(chosen, to: control.moved(by: amounts[action] ?? 0), in: scene)
        return
      default:
        performInFrame(action, at: time)
        return
      }
    }
    chapters[open] = chapter
    react(to: reaction, at: time)
  }

  /// Chooses a control and sets it, whether by key or by mouse.
  private mutating func set(_ control: Int, to value: Double, in scene: Scene) {
    chapters[open].chosen = control
    react(to: chapters[open].set(control, to: value, in: scene), at: scene.time)
  }

  private static let nothingToAdjust = "There is nothing to adjust here"

  /// The actions that no chapter changes.
  private mutating func performInFrame(_ action: Action, at time: Int) {
    switch action {
    case .nextChapter: turn(to: (open + 1) % chapters.count, at: time)
    case .previousChapter: turn(to: (open + chapters.count - 1) % chapters.count, at: time)
    case .chapter(let number): goTo(chapter: number, at: time)
    case .goToChapter: prompt = .chapter(digits: "")
    case .earlier: moveMoment(by: -1, at: time)
    case .later: moveMoment(by: 1, at: time)
    case .muchEarlier: moveMoment(by: -100, at: time)
    case .muchLater: moveMoment(by: 100, at: time)
    case .editName: prompt = .name(before: name)
    case .code: wantsCode = !showsCode(size)
    case .mathematics: overlay = .mathematics
    case .help: overlay = .help(scroll: 0)
    case .glossary: overlay = .glossary(scroll: 0)
    case .stop: stopTraining()
    case .quit: isOver = true
    case .enter, .newSeed: notice = "\(Binding.of(action)?.shown ?? "") works in chapter 10 only"
    case .switchView: notice = "\(Binding.of(action)?.shown ?? "") works in chapters 4 and 10 only"
    case .restore: notice = "There are no sliders to restore here"
    default: break
    }
  }

  private mutating func goTo(chapter number: Int, at time: Int) {
    if let index = chapters.firstIndex(where: { $0.number == number }) {
      turn(to: index, at: time)
    } else {
      let error = CourseError.noChapter(number, there: chapters.map(\.number))
      notice = error.description + " (press g first for 10 and above)"
    }
  }

  /// Opens a chapter; the one that is left does not play on behind one's back.
  private mutating func turn(to index: Int, at time: Int) {
    let beats = chapter.beats(in: scene(at: time))
    chapters[open].playback.pause(in: beats, at: time)
    open = index
  }

  private mutating func moveMoment(by steps: Int, at time: Int) {
    moment = .at(max(0, min(study.lastMoment, moment(at: time) + steps)))
  }

  mutating func react(to reaction: Reaction, at time: Int) {
    switch reaction {
    case .ignored, .handled: break
    case .moment(let step): moment = .at(max(0, min(study.lastMoment, step)))
    case .train(let from, let perSecond):
      moment = perSecond > 0 ? .moving(from: from, since: time, perSecond: perSecond) : .at(from)
    case .notice(let words): notice = words
    case .retrain(let settings, let turning): retrain(settings, turning: turning, at: time)
    case .temperature(let value): temperature = value
    case .restore:
      temperature = Study.firstTemperature
      retrain(.standard, turning: nil, at: time)
    }
  }

  // MARK: The mouse

  private mutating func handle(_ mouse: Mouse, at time: Int) {
    switch mouse {
    case .pressed(let x, let y):
      notice = nil
      held = picture(size, at: time).region(x: x, y: y)
      if let held { touch(held, x: x, at: time) }
    case .dragged(let x, _):
      if let held, case .slide = held.touch { touch(held, x: x, at: time) }
    case .released: held = nil
    case .wheelUp: press(.up, at: time)
    case .wheelDown: press(.down, at: time)
    }
  }

  private mutating func touch(_ region: Canvas.Region, x: Int, at time: Int) {
    let scene = scene(at: time)
    switch region.touch {
    case .key(let key): press(key, at: time)
    case .pick(Explainer.tabs, let item):
      turn(to: max(0, min(item, chapters.count - 1)), at: time)
    case .pick(let control, let item):
      react(to: chapters[open].pick(control, item: item, in: scene), at: time)
    case .slide(let id):
      let share = Double(x - region.rect.x) / Double(max(1, region.rect.width - 1))
      let clamped = max(0, min(1, share))
      if id == Explainer.scrubber {
        scrub(to: clamped, scene: scene)
      } else {
        let controls = chapter.controls(in: scene)
        guard controls.indices.contains(id) else { return }
        set(id, to: controls[id].value(atShare: clamped), in: scene)
      }
    }
  }

  private mutating func scrub(to share: Double, scene: Scene) {
    if let scrub = chapter.scrub(in: scene) {
      moment = .at(min(study.lastMoment, Int((share * Double(scrub.count - 1)).rounded())))
    } else {
      let beats = chapter.beats(in: scene)
      let beat = Int((share * Double(beats.count - 1)).rounded())
      chapters[open].playback.go(to: beat, in: beats)
    }
  }

  /// Opens a chapter at a beat, at rest, at a moment: for pictures without a person.
  ///
  /// - Parameters:
  ///   - beat: counted from 1; the first where nil.
  ///   - moment: the training step; the last where nil.
  /// - Throws: `CourseError` where there is no such beat.
  public mutating func show(beat: Int?, moment: Int?, size: Size) throws(CourseError) {
    self.size = size
    if let moment { self.moment = .at(max(0, min(study.lastMoment, moment))) }
    guard let beat else { return }
    let beats = chapter.beats(in: scene(at: 0))
    guard beats.indices.contains(beat - 1) else {
      throw CourseError.noBeat(beat, chapter: chapter.number, count: beats.count)
    }
    chapters[open].playback.go(to: beat - 1, in: beats)
  }
}
