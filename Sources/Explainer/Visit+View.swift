import Chapters
import Stage

/// What is looked at.
extension Visit {
  /// Everything about the open page at a time: found once for a key or a picture.
  struct View {
    let chapter: any Chapter
    let scene: Scene
    let beats: [Beat]
    let place: Playback.Place
    let cue: Cue
    let page: Page
    /// What the page tells the origin of, nil where it is the chapter's own.
    let origin: Origin?

    var beat: Beat { beats[place.beat] }
    /// The chosen control.
    var chosen: Control? { page.chosen(by: cue) }
  }

  func view(at time: Int) -> View {
    let scene = scene(at: time)
    let chapter = chapters[open]
    let stay = stays[open]
    let beats = beats(in: scene)
    let place = stay.playback.place(in: beats, at: time)
    let beat = beats[place.beat]
    let cue = stay.cue(beat, place)
    guard scene.knows(needs(of: beat)) else {
      return View(
        chapter: chapter, scene: scene, beats: beats, place: place, cue: cue,
        page: Visit.waitingPage, origin: stay.origin)
    }
    let origin = stay.origin?.trimmed(in: scene)
    return View(
      chapter: chapter, scene: scene, beats: beats, place: place, cue: cue,
      page: origin?.page(in: scene, cue) ?? Visit.askable(beat.page(cue)), origin: origin)
  }

  /// A page on which Enter tells where the number under the cursor comes from, where it has no other use.
  private static func askable(_ page: Page) -> Page {
    guard let number = page.number, !page.keys.contains(where: { $0.action == .enter }) else {
      return page
    }
    var page = page
    page.keys.append(
      PageKey(.enter, "where from?") { [.origin(Origin(of: number))] + Origin.firstChoice })
    return page
  }
}

extension Visit.Stay {
  /// Where one is at a beat, for its page.
  func cue(_ beat: Beat, _ place: Playback.Place) -> Cue {
    Cue(beat: beat.id, progress: place.progress, choices: choices)
  }
}
