import Chapters

/// Staying at a beat while the list of beats changes: other names have other letters, and each letter may
/// be a beat.
extension Visit {
  /// Changes what the beats may depend on, and stays at the same beat; where that is gone, at the last one
  /// before it that is still there.
  mutating func keepingBeat(at time: Int, _ change: (inout Visit) -> Void) {
    let scene = scene(at: time)
    guard hasBeats(in: scene) else {
      change(&self)
      comeBack(at: time)
      return
    }
    let before = beats(in: scene)
    let playback = stays[open].playback
    let way = before.prefix(playback.place(in: before, at: time).beat + 1).map(\.id)
    change(&self)
    let after = beats(at: time)
    guard before.map(\.id) != after.map(\.id) else { return }
    stays[open].playback.renumber(before, at: time) { _ in Visit.end(of: way, in: after) }
  }

  /// Remembers where one is in the open chapter, which is left.
  mutating func leave(at time: Int) {
    let scene = scene(at: time)
    // Whoever only waited there is still where he was before.
    guard hasBeats(in: scene) else { return }
    let beats = beats(in: scene)
    stays[open].playback.pause(in: beats, at: time)
    let beat = stays[open].playback.place(in: beats, at: time).beat
    stays[open].way = beats.prefix(beat + 1).map(\.id)
  }

  /// Goes to where one was when the open chapter was left.
  mutating func comeBack(at time: Int) {
    let scene = scene(at: time)
    guard hasBeats(in: scene) else { return }
    let beats = beats(in: scene)
    stays[open].playback.go(to: Visit.end(of: stays[open].way, in: beats), in: beats)
  }

  /// Where the last beat of a way is that is still there.
  private static func end(of way: [String], in beats: [Beat]) -> Int {
    way.lazy.reversed().compactMap { id in beats.firstIndex { $0.id == id } }.first ?? 0
  }
}
