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
  /// Whatever changes again within this time moves by itself, or a key is held down: it is followed at
  /// once, and does not lag behind.
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

  /// The way of some numbers that belong together.
  private struct Way: Equatable {
    var from: [Double]
    var to: [Double]
    /// When they set out.
    var since: Int
    /// When their goal changed, or they appeared.
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
    var way = former[key] ?? Way(from: goal, to: goal, since: time, changed: time)
    if !Movement.same(way.to, goal) {
      let isRestless = time - way.changed < Movement.restless || way.to.count != goal.count
      way.from = isRestless ? goal : place(on: way)
      way.to = goal
      // A frame is gone already, so that the first picture shows that something moves.
      way.since = time - Playback.frame
      way.changed = time
    }
    let place = place(on: way)
    if !Movement.same(way.from, way.to) && way.since + duration > time {
      arrival = max(arrival, way.since + duration)
    }
    present[key] = way
    return place
  }

  private func place(on way: Way) -> [Double] {
    let progress = Double(time - way.since) / Double(duration)
    guard progress < 1 else { return way.to }
    let part = Ease.out(progress)
    return zip(way.from, way.to).map { from, to in
      // Between numbers that are not finite there is nothing.
      let place = from + (to - from) * part
      return from == to || !place.isFinite ? to : place
    }
  }

  /// Whether they look the same: NaN is where NaN was.
  private static func same(_ some: [Double], _ others: [Double]) -> Bool {
    some.count == others.count
      && zip(some, others).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }
}
