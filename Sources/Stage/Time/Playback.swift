/// What takes its time: a beat of an explanation, as far as playing needs to know it.
public protocol Timed {
  /// How long the movement takes that leads into it, in milliseconds.
  var duration: Int { get }
  /// How long it stays while playing, after its movement, in milliseconds.
  var hold: Int { get }
}

/// Where one is among beats, and whether it moves. Holds no clock: the time is always given.
public struct Playback: Equatable, Sendable {
  /// The beat at the time of the last change, from 0.
  private var beat = 0
  /// When that beat was entered, nil where its movement is over.
  private var enteredAt: Int?
  private var playing = false

  public init(beat: Int = 0) { self.beat = beat }

  /// Where the playback is at a time.
  public struct Place: Equatable, Sendable {
    public let beat: Int
    /// How much of the movement is done, 0…1.
    public let progress: Double
    public let isPlaying: Bool
    /// Milliseconds since the beat was entered.
    fileprivate let elapsed: Int?
    fileprivate let enteredAt: Int?
  }

  /// Where the playback is: the same for the same time.
  public func place(in beats: [some Timed], at time: Int) -> Place {
    guard let last = beats.indices.last else {
      return Place(beat: 0, progress: 1, isPlaying: false, elapsed: nil, enteredAt: nil)
    }
    var beat = min(beat, last)
    guard var entered = enteredAt else {
      return Place(beat: beat, progress: 1, isPlaying: false, elapsed: nil, enteredAt: nil)
    }
    while playing && beat < last {
      let length = beats[beat].duration + beats[beat].hold
      guard time - entered >= length else { break }
      entered += length
      beat += 1
    }
    let elapsed = max(0, time - entered)
    let duration = beats[beat].duration
    let progress = elapsed >= duration ? 1 : Double(elapsed) / Double(duration)
    let over = progress == 1 && (!playing || beat == last)
    return Place(
      beat: beat, progress: progress, isPlaying: playing && !over, elapsed: over ? nil : elapsed,
      enteredAt: over ? nil : entered)
  }

  /// When the picture changes next, nil where nothing moves.
  public func nextChange(in beats: [some Timed], after time: Int) -> Int? {
    let place = place(in: beats, at: time)
    guard let elapsed = place.elapsed, let entered = place.enteredAt else { return nil }
    let beat = beats[place.beat]
    if elapsed < beat.duration { return time + Playback.frame }
    return max(time + 1, entered + beat.duration + beat.hold)
  }

  /// The time between two pictures of a movement, in milliseconds.
  public static let frame = 16

  private mutating func settle(_ beats: [some Timed], at time: Int) -> Place {
    let place = place(in: beats, at: time)
    (beat, enteredAt, playing) = (place.beat, place.enteredAt, place.isPlaying)
    return place
  }

  /// One beat forward; during a movement, to its end. Stops playing.
  public mutating func forward(in beats: [some Timed], at time: Int) {
    let place = settle(beats, at: time)
    playing = false
    if place.progress < 1 {
      enteredAt = nil
    } else if beat + 1 < beats.count {
      beat += 1
      enteredAt = time
    }
  }

  /// One beat back, at rest. Stops playing.
  public mutating func back(in beats: [some Timed], at time: Int) {
    _ = settle(beats, at: time)
    go(to: beat - 1, in: beats)
  }

  /// To a beat, at rest. Stops playing.
  public mutating func go(to index: Int, in beats: [some Timed]) {
    beat = max(0, min(index, beats.count - 1))
    enteredAt = nil
    playing = false
  }

  /// Plays from here, or pauses; at the end, plays from the beginning.
  public mutating func playOrPause(in beats: [some Timed], at time: Int) {
    let place = settle(beats, at: time)
    if place.isPlaying {
      playing = false
      enteredAt = nil
    } else {
      if place.beat == beats.count - 1 && place.progress == 1 { beat = 0 } else { enterNext(beats) }
      playing = true
      enteredAt = time
    }
  }

  /// Goes on at another place of a list that has changed. A movement goes on.
  ///
  /// - Parameters:
  ///   - beats: the list as it was.
  ///   - place: where a beat of it stands now.
  public mutating func renumber(_ beats: [some Timed], at time: Int, to place: (Int) -> Int) {
    beat = place(settle(beats, at: time).beat)
  }

  /// Stops playing; a movement goes to its end at once.
  public mutating func pause(in beats: [some Timed], at time: Int) {
    _ = settle(beats, at: time)
    playing = false
    enteredAt = nil
  }

  /// Playing goes on with the next movement at once: the present one was seen already.
  private mutating func enterNext(_ beats: [some Timed]) {
    if enteredAt == nil && beat + 1 < beats.count { beat += 1 }
  }
}
