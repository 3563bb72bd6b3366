/// What travels from one picture to the next: lengths, places and colours, each to where it now belongs.
///
/// A widget says by a key what it draws and where that belongs; it gets back where to draw it now:
///
///     let share = area.moving(.init("bar", "e"), to: 0.24)
///
/// What was not in the last picture appears where it belongs. What belongs elsewhere than in the last
/// picture sets out from where that showed it, so the next key need not wait for the end of a movement.
/// What is not drawn is forgotten. All times are milliseconds, of a clock that only the caller knows.
public struct Movement: Equatable, Sendable {
  /// What it is that travels. The corner of the area is a part of the key: in another place it is
  /// another thing.
  public struct Key: Hashable, Sendable {
    let kind: String
    let name: String
    let index: Int
    var corner = Corner(x: 0, y: 0)

    struct Corner: Hashable, Sendable {
      let x, y: Int
    }

    /// - Parameters:
    ///   - kind: the kind of widget.
    ///   - name: what is shown: the label of a row.
    ///   - index: tells apart what has one name.
    public init(_ kind: String, _ name: String = "", _ index: Int = 0) {
      (self.kind, self.name, self.index) = (kind, name, index)
    }
  }

  /// How long a way takes, in milliseconds.
  public static let duration = 200
  /// What changes again within this time moves by itself, or a key is held down: such a change is shown
  /// at once, so that nothing lags behind.
  static let restless = 100

  private let duration: Int
  /// In the last picture.
  private var former: [Key: Way] = [:]
  /// In the picture that is being drawn.
  private var present: [Key: Way] = [:]
  private var time = 0
  private var size = Size(0, 0)
  private var subject = 0
  /// When the last of all arrives that are on their way.
  private var arrival = Int.min

  /// - Parameter isOn: whether anything travels at all; if not, everything is at once where it belongs.
  public init(isOn: Bool = true) { duration = isOn ? Movement.duration : 0 }

  /// When the next picture is due; nil where nothing is on its way.
  public func nextChange(after time: Int) -> Int? {
    arrival > time ? min(time + Playback.frame, arrival) : nil
  }

  /// When all will have arrived that is on its way; nil where nothing is.
  public func arrival(after time: Int) -> Int? { arrival > time ? arrival : nil }

  /// The way of some numbers that belong together.
  private struct Way: Equatable {
    /// Where they set out, and for which goal.
    var start: [Double]
    var first: [Double]
    /// When they set out.
    var since: Int
    /// Where they belong by now, and since when.
    var goal: [Double]
    var changed: Int
  }

  /// Begins a picture; one of another size or of something else has nothing to do with the last one.
  mutating func begin(_ size: Size, of subject: Int, at time: Int) {
    if size != self.size || subject != self.subject { former.removeAll() }
    (self.size, self.subject, self.time) = (size, subject, time)
    arrival = .min
    present.removeAll(keepingCapacity: true)
  }

  mutating func end() { swap(&former, &present) }

  /// Where numbers are drawn that belong at a goal. Whoever uses a key twice in a picture gets the goal.
  mutating func place(of key: Key, goal: [Double]) -> [Double] {
    guard duration > 0, present[key] == nil else { return goal }
    var way =
      former[key] ?? Way(start: goal, first: goal, since: time, goal: goal, changed: time)
    if way.goal.count != goal.count {
      way = Way(start: goal, first: goal, since: time, goal: goal, changed: time)
    } else if !Movement.same(way.goal, goal) {
      if time - way.changed >= Movement.restless {
        // A frame is gone already, so that the first picture shows that something moves.
        (way.start, way.first, way.since) = (place(on: way), goal, time - Playback.frame)
      }
      (way.goal, way.changed) = (goal, time)
    }
    if !Movement.same(way.start, way.first) && way.since + duration > time {
      arrival = max(arrival, way.since + duration)
    }
    present[key] = way
    return place(on: way)
  }

  /// What was left of the way at first becomes less and less, wherever the goal is by now.
  private func place(on way: Way) -> [Double] {
    let progress = Double(time - way.since) / Double(duration)
    guard progress < 1 else { return way.goal }
    let rest = 1 - Ease.out(progress)
    return way.goal.indices.map { index in
      let (start, goal) = (way.start[index], way.goal[index])
      let place = goal + (start - way.first[index]) * rest
      // Between numbers that are not finite there is nothing.
      guard place.isFinite, start.isFinite else { return goal }
      return max(min(start, goal), min(max(start, goal), place))
    }
  }

  /// Whether they look the same: NaN is where NaN was.
  private static func same(_ some: [Double], _ others: [Double]) -> Bool {
    some.count == others.count
      && zip(some, others).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }
}
