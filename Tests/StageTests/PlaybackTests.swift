import Stage
import Testing

@Suite struct PlaybackTests {
  private struct Beat: Timed {
    let duration: Int
    let hold: Int
  }

  /// Called a, b, c and d below.
  private let beats = [
    Beat(duration: 0, hold: 1000), Beat(duration: 400, hold: 600), Beat(duration: 0, hold: 500),
    Beat(duration: 200, hold: 300),
  ]

  private func place(_ playback: Playback, _ time: Int) -> [Double] {
    let place = playback.place(in: beats, at: time)
    return [Double(place.beat), place.progress, place.isPlaying ? 1 : 0]
  }

  @Test func atRest() {
    let playback = Playback(beat: 1)
    #expect(place(playback, 0) == [1, 1, 0])
    #expect(place(playback, 99_999) == [1, 1, 0])
    #expect(playback.nextChange(in: beats, after: 7) == nil)
  }

  @Test func forward() {
    var playback = Playback()
    playback.forward(in: beats, at: 1_000)
    #expect(place(playback, 1_000) == [1, 0, 0])
    #expect(place(playback, 1_100) == [1, 0.25, 0])
    #expect(place(playback, 1_400) == [1, 1, 0])
    #expect(place(playback, 9_000) == [1, 1, 0], "without playing it stays")
    #expect(playback.nextChange(in: beats, after: 1_100) == 1_100 + Playback.frame)
    #expect(playback.nextChange(in: beats, after: 1_400) == nil)
    var pressedAgain = playback
    pressedAgain.forward(in: beats, at: 1_200)
    #expect(place(pressedAgain, 1_200) == [1, 1, 0], "to the end of the movement")
    pressedAgain.forward(in: beats, at: 1_201)
    #expect(place(pressedAgain, 1_201) == [2, 1, 0], "there is no movement into c")
    pressedAgain.forward(in: beats, at: 1_202)
    pressedAgain.forward(in: beats, at: 1_203)
    pressedAgain.forward(in: beats, at: 1_204)
    #expect(place(pressedAgain, 1_204) == [3, 1, 0])
  }

  @Test func back() {
    var playback = Playback(beat: 2)
    playback.back(in: beats, at: 0)
    #expect(place(playback, 0) == [1, 1, 0])
    playback.back(in: beats, at: 0)
    playback.back(in: beats, at: 0)
    #expect(place(playback, 0) == [0, 1, 0])
    playback.playOrPause(in: beats, at: 0)
    playback.back(in: beats, at: 1_100)
    #expect(place(playback, 5_000) == [1, 1, 0], "from where it had come to")
  }

  @Test func playing() {
    var playback = Playback()
    playback.playOrPause(in: beats, at: 100)
    // The first beat was seen already, so the movement into b begins at once.
    #expect(place(playback, 100) == [1, 0, 1])
    #expect(place(playback, 300) == [1, 0.5, 1])
    #expect(place(playback, 1_099) == [1, 1, 1])
    #expect(place(playback, 1_100) == [2, 1, 1])
    #expect(place(playback, 1_599) == [2, 1, 1])
    #expect(place(playback, 1_700) == [3, 0.5, 1])
    #expect(place(playback, 1_800) == [3, 1, 0], "at the end it is over")
    #expect(playback.nextChange(in: beats, after: 600) == 1_100, "nothing moves in the hold")
    #expect(playback.nextChange(in: beats, after: 1_650) == 1_650 + Playback.frame)
    #expect(playback.nextChange(in: beats, after: 1_800) == nil)
  }

  @Test func pausing() {
    var playback = Playback()
    playback.playOrPause(in: beats, at: 0)
    playback.playOrPause(in: beats, at: 1_200)
    #expect(place(playback, 1_200) == [2, 1, 0])
    #expect(place(playback, 9_999) == [2, 1, 0])
    playback.playOrPause(in: beats, at: 10_000)
    #expect(place(playback, 10_100) == [3, 0.5, 1])
    playback.playOrPause(in: beats, at: 20_000)
    #expect(place(playback, 20_000) == [0, 1, 1], "from the end to the beginning")
  }

  @Test func goingThere() {
    var playback = Playback()
    for (wanted, beat) in [(2, 2.0), (99, 3), (-5, 0)] {
      playback.go(to: wanted, in: beats)
      #expect(place(playback, 0) == [beat, 1, 0])
    }
  }

  /// The list has become another one: one stays at the same beat, and a movement goes on.
  @Test func beatsWithOtherNumbers() {
    var playback = Playback()
    playback.forward(in: beats, at: 1_000)
    let longer = Array(beats.prefix(1)) + beats
    playback.renumber(beats, at: 1_100) { $0 + 1 }
    #expect(playback.place(in: longer, at: 1_200).beat == 2)
    #expect(playback.place(in: longer, at: 1_200).progress == 0.5)
    playback = Playback()
    playback.playOrPause(in: beats, at: 0)
    playback.renumber(beats, at: 1_100) { $0 + 1 }
    #expect(playback.place(in: longer, at: 1_100).beat == 3, "what played on meanwhile counts")
    #expect(playback.place(in: longer, at: 1_100).isPlaying)
    #expect(playback.place(in: longer, at: 1_600).beat == 4)
  }

  @Test func fewerBeatsThanBefore() {
    let playback = Playback(beat: 3)
    #expect(playback.place(in: Array(beats.prefix(2)), at: 0).beat == 1)
    let none: [Beat] = []
    var empty = playback
    #expect(empty.place(in: none, at: 0).progress == 1)
    empty.forward(in: none, at: 0)
    empty.playOrPause(in: none, at: 0)
    empty.back(in: none, at: 0)
    #expect(empty.place(in: beats, at: 0).beat == 0)
    #expect(empty.nextChange(in: none, after: 0) == nil)
  }

  @Test func easing() {
    #expect(Ease.inOut(0) == 0 && Ease.inOut(0.5) == 0.5 && Ease.inOut(1) == 1)
    #expect(Ease.inOut(-1) == 0 && Ease.inOut(2) == 1)
    #expect(Ease.inOut(0.1) < 0.1 && Ease.inOut(0.9) > 0.9)
    #expect(Ease.part(0.5, from: 0.25, to: 0.75) == 0.5)
    #expect(Ease.part(0.1, from: 0.25, to: 0.75) == 0)
    #expect(Ease.part(0.5, from: 0.5, to: 0.5) == 1 && Ease.part(0.4, from: 0.5, to: 0.5) == 0)
  }
}
