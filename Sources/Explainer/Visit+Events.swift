import Chapters
import MicroGPT
import Stage

extension Visit {
  /// Takes in what a person did.
  ///
  /// - Parameter time: milliseconds on the one clock, never going back.
  public mutating func handle(_ event: Event, at time: Int) {
    // Pointing at something asks for nothing but a word about it.
    if case .mouse(.moved(let x, let y)) = event {
      pointer = Point(x, y)
      return
    }
    pointer = nil
    answered = nil
    record(at: time)
    defer { record(at: time) }
    switch event {
    case .resized(let size): self.size = size
    case .key(let key):
      notice = nil
      press(key, at: time)
    case .pasted(let text):
      notice = nil
      paste(text, at: time)
    case .mouse(let mouse): handle(mouse, at: time)
    }
  }

  mutating func press(_ key: Key, at time: Int) {
    if prompt != nil {
      type(key, at: time)
    } else if overlay != nil {
      pressInOverlay(key, at: time)
    } else if asking != nil {
      pressAtCard(key, at: time)
    } else if case .character(let character) = key,
      let change = view(at: time).page.typing?.perform(run.tokenizer.known(String(character)))
    {
      apply(change, at: time)
    } else if case .character(let character) = key, !character.isLetter,
      let entry = view(at: time).page.entry, entry.openers.contains(character)
    {
      apply([.type], at: time)
      type(key, at: time)
    } else if let action = Binding.action(for: key) {
      perform(action, at: time)
    }
  }

  // MARK: What is asked for

  mutating func perform(_ action: Action, at time: Int) {
    let view = view(at: time)
    // Of a way that ends at another name, the beginning is left.
    stays[open].origin = view.origin
    if let key = view.page.keys.first(where: { $0.action == action }) {
      apply(key.perform(), at: time)
      return
    }
    if Visit.leavesOrigin(action) { stays[open].origin = nil }
    switch action {
    case .forward:
      if view.place.beat == view.beats.count - 1 && view.cue.isOver {
        notice = "This is the end of the chapter; Tab goes to the next one"
      }
      stays[open].playback.forward(in: view.beats, at: time)
    case .back:
      if view.place.beat == 0 { notice = "This is the beginning of the chapter" }
      stays[open].playback.back(in: view.beats, at: time)
    case .playOrPause: stays[open].playback.playOrPause(in: view.beats, at: time)
    case .first: stays[open].playback.go(to: 0, in: view.beats)
    case .last: stays[open].playback.go(to: view.beats.count - 1, in: view.beats)
    case .previousControl: choose(by: -1, in: view)
    case .nextControl: choose(by: 1, in: view)
    case .pageUp: scroll(view, by: -1, at: time)
    case .pageDown: scroll(view, by: 1, at: time)
    case .less: adjust(view, at: time) { -$0.step }
    case .more: adjust(view, at: time) { $0.step }
    case .muchLess: adjust(view, at: time) { -$0.coarse }
    case .muchMore: adjust(view, at: time) { $0.coarse }
    case .nextChapter: turn(to: (open + 1) % chapters.count, at: time)
    case .previousChapter: turn(to: (open + chapters.count - 1) % chapters.count, at: time)
    case .chapter(let number): goTo(chapter: number, at: time)
    case .goToChapter: overlay = .contents(Contents(chosen: open))
    case .earlier: apply([.moveMoment(by: -1)], at: time)
    case .later: apply([.moveMoment(by: 1)], at: time)
    case .muchEarlier: apply([.moveMoment(by: -100)], at: time)
    case .muchLater: apply([.moveMoment(by: 100)], at: time)
    case .train: apply([isTraining(at: time) ? .pause : .train], at: time)
    case .changeLength: changeLength(at: time)
    case .editName:
      prompt = .name(TextField(name))
    case .code: wantsCode = !showsCode(size)
    case .mathematics: overlay = .mathematics
    case .help: overlay = .help(scroll: 0)
    case .glossary: overlay = .glossary(scroll: 0)
    case .undo:
      if edit == nil { notice = "No weight is changed" }
      apply([.edit(nil)], at: time)
    case .stop:
      // From the page of a card one goes back to the cards.
      if let recall { turn(to: recall.chapter, at: time) } else { stopTraining() }
    case .freeMouse:
      usesMouse.toggle()
      notice =
        usesMouse
        ? "The mouse points and clicks here again"
        : "The mouse is the terminal’s now: select text with it; M takes it back"
    case .quit: isOver = true
    case .enter, .switchView, .restore, .find, .newSeed: notice = Binding.idle(action)
    }
  }

  /// Whether an action moves among the beats: then their pages are seen again.
  private static func leavesOrigin(_ action: Action) -> Bool {
    switch action {
    case .forward, .back, .playOrPause, .first, .last: true
    default: false
    }
  }

  private static let nothingToAdjust = "There is nothing to adjust here"

  private mutating func choose(by places: Int, in view: View) {
    let controls = view.page.controls
    guard let chosen = view.chosen, let place = controls.firstIndex(where: { $0.id == chosen.id })
    else {
      notice = Visit.nothingToAdjust
      return
    }
    stays[open].choose(controls[max(0, min(controls.count - 1, place + places))].id)
  }

  /// Goes some pages on in what is longer than the window: what the scrub bar moves, or the controls.
  private mutating func scroll(_ view: View, by pages: Int, at time: Int) {
    // The caption and the frame take about a dozen rows.
    let rows = pages * max(1, size.height - 12)
    if let scrub = view.page.scrub {
      apply(scrub.move(max(0, min(scrub.count - 1, scrub.place + rows))), at: time)
    } else {
      choose(by: rows, in: view)
    }
  }

  private mutating func adjust(_ view: View, at time: Int, by amount: (Control) -> Double) {
    guard let control = view.chosen, control.isAdjustable else {
      notice = Visit.nothingToAdjust
      return
    }
    set(control, to: control.moved(by: amount(control)), at: time)
  }

  /// Chooses a control and sets it, whether by key or by mouse.
  private mutating func set(_ control: Control, to value: Double, at time: Int) {
    stays[open].choose(control.id)
    apply(control.set(value), at: time)
  }

  // MARK: Chapters and moments

  mutating func goTo(chapter number: Int, at time: Int) {
    if let index = chapters.firstIndex(where: { $0.number == number }) {
      turn(to: index, at: time)
    } else {
      let error = CourseError.noChapter(number, there: chapters.map(\.number))
      notice = error.description + " (press g first for 10 and above)"
    }
  }

  /// Opens a chapter; the animation of the one that is left does not play on behind one's back.
  mutating func turn(to index: Int, at time: Int) {
    leave(at: time)
    open = index
    comeBack(at: time)
    enter()
    takeCards()
  }

  /// Opens a chapter at a beat, at rest; where the chapter has no such beat any more, where one was last.
  mutating func go(to place: Progress.Place, at time: Int) {
    guard let index = chapters.firstIndex(where: { $0.number == place.chapter }) else { return }
    leave(at: time)
    open = index
    stays[open].origin = nil
    // Found when the beats are known: with a large model that may be later.
    stays[open].way.append(place.beat)
    comeBack(at: time)
    enter()
  }

  /// What happens when a chapter is opened for the first time.
  mutating func enter() {
    guard !stays[open].wasOpened else { return }
    stays[open].wasOpened = true
    // Only as long as nobody has chosen a moment.
    if moment == .newest, let first = chapters[open].firstMoment { moment = .at(first) }
  }

  /// Does what a chapter asks for, one thing after the other.
  mutating func apply(_ change: Change, at time: Int) {
    for effect in change {
      switch effect {
      case .chapter(let chapter): chapters[open] = chapter
      case .go(let beat):
        let beats = beats(at: time)
        stays[open].origin = nil
        guard let index = beats.firstIndex(where: { $0.id == beat }) else { continue }
        stays[open].playback.go(to: index, in: beats)
      case .visit(let place): go(to: place, at: time)
      case .choose(let target): stays[open].choose(target)
      case .type:
        if let entry = view(at: time).page.entry { prompt = .entry(TextField(entry.text)) }
      case .moment(let step): moment = .at(max(0, min(run.lastMoment, step)))
      case .moveMoment(let steps):
        moment = .at(max(0, min(run.lastMoment, moment(at: time) + steps)))
      case .train:
        let now = moment(at: time)
        let isAtEnd = now >= run.lastMoment && run.isComplete
        moment = .moving(from: isAtEnd ? 0 : now, since: time)
      case .pause: moment = .at(moment(at: time))
      case .pace(let pace):
        // From where it has come to, also at the end: another speed must not move it back.
        if case .moving = moment { moment = .moving(from: moment(at: time), since: time) }
        self.pace = pace
      case .retrain(let settings, let knob): retrain(settings, knob: knob, at: time)
      case .changeLength: changeLength(at: time)
      case .temperature(let value): keepingBeat(at: time) { $0.temperature = value }
      case .restore:
        keepingBeat(at: time) { $0.temperature = Scene.firstTemperature }
        retrain(.standard, knob: nil, at: time)
      case .edit(let edit): keepingBeat(at: time) { $0.edit = edit }
      case .origin(let origin):
        stays[open].playback.pause(in: beats(at: time), at: time)
        stays[open].origin = origin
      case .ask(let question): desk.forget(question)
      case .answer(let checkpoint, let tries): progress.checkpoints[checkpoint] = tries
      case .finish(let round): progress.finish(round)
      case .notice(let words): notice = words
      }
    }
  }

  // MARK: The mouse

  private mutating func handle(_ mouse: Mouse, at time: Int) {
    switch mouse {
    case .pressed(let x, let y):
      notice = nil
      // A click may lead to a page where nothing can be typed.
      if case .entry = prompt { prompt = nil }
      held = picture(size, at: time).region(x: x, y: y)
      holdsBeats = view(at: time).page.scrub == nil
      if let held { touch(held, x: x, at: time) }
      // Not every terminal reports the mouse where no button is pressed.
      if notice == nil { pointer = Point(x, y) }
    case .dragged(let x, _):
      if let held, case .slide = held.touch { touch(held, x: x, at: time) }
    case .released(let x, let y):
      held = nil
      if notice == nil { pointer = Point(x, y) }
    case .moved: break
    case .wheelUp: press(.up, at: time)
    case .wheelDown: press(.down, at: time)
    }
  }

  private mutating func touch(_ region: Canvas.Region, x: Int, at time: Int) {
    switch region.touch {
    case .key(let key): press(key, at: time)
    case .pick(let target):
      if case .tab(let index) = target.value(as: FrameTarget.self) {
        turn(to: max(0, min(index, chapters.count - 1)), at: time)
        return
      }
      if case .contents(let contents) = overlay, let row = target.value(as: Contents.Row.self) {
        overlay = .contents(Contents(chosen: row.chapter))
        // The second click on a row is Enter.
        if contents.chosen == row.chapter { press(.enter, at: time) }
        return
      }
      let page = view(at: time).page
      if page.controls.contains(where: { $0.id == target }) { stays[open].choose(target) }
      apply(page.pick(target), at: time)
    case .slide(let target):
      let share = Double(x - region.rect.x) / Double(max(1, region.rect.width - 1))
      let view = view(at: time)
      if target.value(as: FrameTarget.self) == .scrubber {
        scrub(to: max(0, min(1, share)), in: view, at: time)
      } else if let control = view.page.controls.first(where: { $0.id == target }) {
        set(control, to: control.value(atShare: max(0, min(1, share))), at: time)
      }
    }
  }

  private mutating func scrub(to share: Double, in view: View, at time: Int) {
    func place(_ count: Int) -> Int { Int((share * Double(max(0, count - 1))).rounded()) }
    if let scrub = view.page.scrub, !holdsBeats {
      apply(scrub.move(place(scrub.count)), at: time)
    } else {
      stays[open].origin = nil
      stays[open].playback.go(to: place(view.beats.count), in: view.beats)
    }
  }

  /// Opens a chapter at a beat, at rest, at a moment: for pictures without a person.
  ///
  /// - Parameters:
  ///   - beat: counted from 1; the first where nil.
  ///   - moment: the training step; the last where nil.
  /// - Throws: `CourseError` where there is no such beat.
  public mutating func show(beat: Int?, moment: Int?, size: Size) throws(CourseError) {
    answered = nil
    self.size = size
    self.moment = moment.map { .at(max(0, min(run.lastMoment, $0))) } ?? .newest
    guard let beat else { return }
    let beats = beats(at: 0)
    guard beat > 0, beat <= beats.count else {
      throw CourseError.noBeat(beat, chapter: chapters[open].number, count: beats.count)
    }
    stays[open].playback.go(to: beat - 1, in: beats)
  }
}
