import Chapters

/// Keeping record of what the reader has done.
extension Visit {
  /// Records the beat that is shown, and what was done there.
  mutating func record(at time: Int) {
    // Whoever leaves, or is asked where to begin, is still where he was.
    if isOver { return }
    if case .welcomeBack = overlay { return }
    let scene = scene(at: time)
    // Whoever only waits there, or has cards before the page, has seen nothing yet.
    guard hasBeats(in: scene), asking == nil else { return }
    let beats = beats(in: scene)
    let now = stays[open].playback.place(in: beats, at: time)
    let beat = beats[now.beat]
    let place = Progress.Place(chapter: chapters[open].number, beat: beat.id)
    if progress.place != place {
      progress.place = place
      progress.seen[place.chapter, default: []].insert(place.beat)
    }
    // While a name is typed, its beginning may do by chance what the whole name does not.
    guard beat.isCheckpoint, prompt == nil, scene.knows(needs(of: beat)) else { return }
    // Also where the origin of a number is looked at in place of the page.
    apply(beat.page(stays[open].cue(beat, now)).outcome, at: time)
  }
}
