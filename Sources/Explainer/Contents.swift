import Chapters
import Stage

/// What is chosen in the contents, and what is typed there.
public struct Contents: Equatable, Sendable {
  /// A chapter, by its place in the course.
  public var chosen: Int
  /// The number that is being typed.
  public var digits = ""

  /// A chapter of the list, by its place in the course.
  struct Row: Hashable, Sendable {
    let chapter: Int
  }
}

extension Visit {
  /// The chapters there are, in the order of the course, with how many beats each has for this run.
  public var contents: [(number: Int, title: String, beats: Int)] {
    let scene = scene(at: 0)
    return chapters.map { ($0.number, $0.title, $0.timeline(in: scene).count) }
  }

  /// How far the reader has come.
  public var course: CourseProgress { CourseProgress(chapters, in: scene(at: 0)) }

  /// A key in the contents.
  mutating func press(_ key: Key, in contents: Contents, at time: Int) {
    var contents = contents
    func chosen(_ place: Int) -> Contents {
      Contents(chosen: max(0, min(chapters.count - 1, place)))
    }
    switch key {
    case .escape, .character("g"), .character("q"):
      overlay = nil
      return
    case .enter:
      overlay = nil
      turn(to: contents.chosen, at: time)
      return
    case .up, .character("k"): contents = chosen(contents.chosen - 1)
    case .down, .character("j"): contents = chosen(contents.chosen + 1)
    case .home, .pageUp: contents = chosen(0)
    case .end, .pageDown: contents = chosen(chapters.count - 1)
    case .character(let digit) where digit.wholeNumberValue != nil:
      // Digits follow each other as long as there is such a chapter: 1, and then 12.
      let typed = [contents.digits + String(digit), String(digit)]
      for digits in typed {
        if let place = chapters.firstIndex(where: { "\($0.number)" == digits }) {
          contents = Contents(chosen: place, digits: digits)
          break
        }
      }
    case .character("?"):
      overlay = .help(scroll: 0)
      return
    default: break
    }
    overlay = .contents(contents)
  }

  // MARK: Where the last visit ended

  /// Offers to go on there, unless that is where everybody begins.
  mutating func offerToGoOn() {
    guard let place = progress.place, chapters.contains(where: { $0.number == place.chapter }),
      place != Progress.Place(chapter: chapters[open].number, beat: beats(at: 0).first?.id ?? "")
    else { return }
    overlay = .welcomeBack(place)
  }

  /// Enter goes on where the last visit ended; all other keys do what they always do.
  mutating func answer(_ key: Key, toGoOnAt place: Progress.Place, at time: Int) {
    overlay = nil
    switch key {
    case .enter:
      go(to: place, at: time)
      takeCards()
    case .escape: break
    default: press(key, at: time)
    }
  }

  /// Says something to the reader, until the next key.
  public mutating func tell(_ words: String) { notice = words }

  func draw(offer place: Progress.Place, _ view: View, in area: Area) {
    let course = CourseProgress(chapters, in: view.scene)
    guard let chapter = chapters.first(where: { $0.number == place.chapter }) else { return }
    let beat =
      view.scene.knows(chapter.needs(at: nil))
      ? chapter.timeline(in: view.scene).first { $0.id == place.beat }?.title : nil
    let title = Text("\(place.chapter). \(chapter.title)", .title, .strong)
    area.text("Last time you left at")
    area.text(title.cut(area.width), y: 1)
    if let beat { area.text(Text("“\(beat)”").cut(area.width), y: 2, .token) }
    let (lit, all) = course.lit
    let parts = course.parts
    let done = parts.reduce(0) { $0 + $1.done }
    let asked = parts.reduce(0) { $0 + $1.checkpoints }
    area.text(
      Text("\(done) of \(asked) questions answered, \(lit) of \(all) lines lit").cut(area.width),
      y: 4, .faint)
    area.text("Enter", y: 6, .chosen, .strong)
    area.text("goes on there; any other key begins here", x: 6, y: 6)
    area.row(6).touch(.key(.enter))
  }
}
