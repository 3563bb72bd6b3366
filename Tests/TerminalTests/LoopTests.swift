import Curses
import Stage
import Testing

@testable import microgpt_tui

/// A terminal whose clock only moves when something takes time.
private final class Script: Screen {
  var time = 1_000
  /// What comes, and when.
  var inputs: [(time: Int, input: Input)]
  private(set) var shown: [Int] = []
  /// How much work there is, and how much there was at each picture.
  var workLeft = 0
  private(set) var workAtPictures: [Int] = []
  private(set) var waits = 0
  private(set) var closings = 0
  let size = Size(20, 2)

  init(_ inputs: [(time: Int, input: Input)]) { self.inputs = inputs }

  func now() -> Int { time }

  func next(until deadline: Int?) -> Input? {
    if let first = inputs.first, first.time <= max(time, deadline ?? .max) {
      if first.time > time { waits += 1 }
      time = max(time, first.time)
      return inputs.removeFirst().input
    }
    guard let deadline else { return .gone }
    if deadline > time { waits += 1 }
    time = max(time, deadline)
    return nil
  }

  /// What each picture costs.
  var bytes = 0
  /// What the line takes, in bytes a millisecond.
  var speed = 7
  /// How many cells of each picture a bar filled.
  var bars: [Int] = []
  /// Whether the terminal answers when it has read a picture.
  var answers = false
  /// How long each picture was on its way.
  private(set) var ages: [Int] = []
  private var sent = 0

  func show(_ canvas: Canvas, asking: Bool) -> Int {
    shown.append(time)
    workAtPictures.append(workLeft)
    sent = max(sent, time * speed) + bytes
    let read = sent / speed + 1
    ages.append(read - time)
    if asking && answers {
      inputs.insert((read, .answer), at: inputs.firstIndex { $0.time > read } ?? inputs.endIndex)
    }
    return bytes
  }
  /// Each change of who has the mouse.
  private(set) var mouseChanges: [Bool] = []
  func useMouse(_ isUsed: Bool) {
    if isUsed != mouseChanges.last ?? true { mouseChanges.append(isUsed) }
  }
  func close() { closings += 1 }
}

extension Area {
  /// The glyphs of its first row.
  fileprivate var glyphs: [Unicode.Scalar] { (0..<width).map { self[$0, 0].glyph } }
}

private struct Counter: Performance {
  let script: Script
  var events: [(time: Int, event: Event)] = []
  var pictures: [Int] = []
  var movesUntil = 0
  var pointer: Point?
  /// A bar that is as long as there were keys.
  var hasBar = false
  /// How much work each key brings.
  var workOfAKey = 0
  var isOver: Bool { events.contains { $0.event == .key(.character("q")) } }
  var usesMouse = true

  mutating func handle(_ event: Event, at time: Int) {
    events.append((time, event))
    if case .mouse(.moved(let x, let y)) = event { pointer = Point(x, y) }
    if event == .key(.character("M")) { usesMouse.toggle() }
    if case .key = event, workOfAKey > 0 { script.workLeft = workOfAKey }
  }
  func picture(_ size: Size, at time: Int, moving movement: inout Movement) -> Canvas {
    Area.picture(size, at: time, moving: &movement, pointer: pointer) { area in
      area.part(Rect(4, 0, 5, 1)).tells { [Reading("number", 1)] }
      guard hasBar else { return }
      let list = BarList([.init("keys", Double(events.count), "")], scale: 3)
      list.draw(in: area)
      script.bars.append(area.part(Rect(5, 0, 20, 1)).glyphs.count { $0 == "█" })
    }
  }
  func nextChange(after time: Int) -> Int? { time < movesUntil ? time + 1 : nil }
  mutating func work(at time: Int, until deadline: () -> Bool) -> Bool {
    guard script.workLeft > 0 else { return false }
    while script.workLeft > 0 && !deadline() {
      script.workLeft -= 1
      script.time += 1
    }
    return true
  }
}

@Suite struct LoopTests {
  private func key(_ character: Character) -> Input { .event(.key(.character(character))) }

  @Test func stillPictureIsDrawnOnce() {
    let script = Script([(60_000, key("q"))])
    var counter = Counter(script: script)
    #expect(Loop(terminal: script).run(&counter) == 0)
    #expect(script.shown == [1_000])
    #expect(script.waits == 1)
    #expect(script.closings == 1)
  }

  @Test func whatWaitsIsTakenBeforeDrawing() {
    let script = Script([
      (1_000, key("a")), (1_000, key("b")), (1_500, key("c")), (1_600, key("q")),
    ])
    var counter = Counter(script: script)
    _ = Loop(terminal: script).run(&counter)
    #expect(counter.events.first?.event == .resized(script.size))
    #expect(counter.events.dropFirst().map(\.time) == [0, 0, 500, 600])
    #expect(script.shown == [1_000, 1_500])
  }

  /// A picture is drawn when the mouse comes to a number, and when it leaves it, and not in between.
  @Test func pointing() {
    func moved(_ time: Int, _ x: Int, _ y: Int = 0) -> (Int, Input) {
      (time, .event(.mouse(.moved(x: x, y: y))))
    }
    let script = Script([
      moved(1_100, 0), moved(1_200, 1), moved(1_300, 4), moved(1_400, 5), moved(1_500, 8),
      moved(1_600, 9), moved(1_700, 4, 1), moved(1_800, 6), (1_900, key("q")),
    ])
    var counter = Counter(script: script)
    _ = Loop(terminal: script).run(&counter)
    #expect(counter.events.count == 10)
    #expect(script.shown == [1_000, 1_300, 1_600, 1_800])
  }

  @Test func theMouseIsFreedAndTakenBack() {
    let script = Script([
      (1_100, key("M")), (1_200, key("a")), (1_300, key("M")), (1_400, key("q")),
    ])
    var counter = Counter(script: script)
    _ = Loop(terminal: script).run(&counter)
    #expect(script.mouseChanges == [false, true])
  }

  @Test func movesWithSixtyPicturesASecond() {
    let script = Script([(2_500, key("q"))])
    var counter = Counter(script: script)
    counter.movesUntil = 1_000
    _ = Loop(terminal: script).run(&counter)
    #expect((55...61).contains(script.shown.count))
    #expect(zip(script.shown, script.shown.dropFirst()).allSatisfy { $1 - $0 >= 16 })
    #expect(script.shown.last.map { $0 >= 2_000 } == true, "the end of a movement is drawn")
  }

  /// What nobody asks for never fills a line of 7 KB a second, whether the terminal answers or not.
  @Test(arguments: [100, 700, 1_500], [false, true])
  func aSlowLineIsNotFilled(bytes: Int, answers: Bool) {
    let script = Script([(11_000, key("q"))])
    var counter = Counter(script: script)
    counter.movesUntil = 9_000
    (script.bytes, script.answers) = (bytes, answers)
    _ = Loop(terminal: script).run(&counter)
    #expect(script.ages.allSatisfy { $0 <= 500 })
    #expect(script.shown.count >= min(9 * 55, 9 * 6_000 / bytes), "it is used all the same")
    #expect(script.shown.last.map { $0 >= 10_000 } == true, "the end of a movement is drawn")
  }

  /// A terminal that answers soon gets more, but not 15 KB a second.
  @Test(arguments: [700, 1_500]) func aFastLineIsUsed(bytes: Int) {
    let script = Script([(11_000, key("q"))])
    var counter = Counter(script: script)
    counter.movesUntil = 9_000
    (script.bytes, script.answers, script.speed) = (bytes, true, 1_000)
    _ = Loop(terminal: script).run(&counter)
    #expect((9 * 12_000...9 * 15_000).contains(script.shown.count * bytes))
  }

  /// Keys don't wait for what was sent before.
  @Test func aKeyNeverWaitsForTheLine() {
    let script = Script((0..<20).map { (1_100 + $0 * 50, key("a")) } + [(3_000, key("q"))])
    var counter = Counter(script: script)
    counter.movesUntil = 900
    script.bytes = 5_000
    _ = Loop(terminal: script).run(&counter)
    let pictures = Set(script.shown)
    #expect(
      (0..<20).allSatisfy { index in
        let time = 1_100 + index * 50
        return (time...time + 17).contains { pictures.contains($0) }
      })
  }

  @Test func noKeyWaitsForWork() {
    let script = Script((0..<20).map { (1_003 + $0 * 40, key("a")) } + [(3_000, key("q"))])
    var counter = Counter(script: script)
    script.workLeft = 1_000
    _ = Loop(terminal: script).run(&counter)
    for (index, event) in counter.events.dropFirst().dropLast().enumerated() {
      #expect(event.time - (3 + index * 40) <= 8)
    }
    #expect(script.workLeft == 0)
    #expect(zip(script.shown, script.shown.dropFirst()).allSatisfy { $1 - $0 >= 16 })
  }

  /// A key that is held: what it asks for is in its picture, and no half of it is ever seen.
  @Test(arguments: [1, 7, 20]) func whatIsDoneInAFrameIsInItsPicture(work: Int) {
    let script = Script((0..<30).map { (1_100 + $0 * 33, key("a")) } + [(3_000, key("q"))])
    var counter = Counter(script: script)
    script.workLeft = work
    counter.workOfAKey = work
    _ = Loop(terminal: script).run(&counter)
    #expect(
      script.workAtPictures == Array(repeating: 0, count: 31), "one picture for each, all done")
    for (index, event) in counter.events.dropFirst().dropLast().enumerated() {
      #expect(event.time - (100 + index * 33) <= 8)
    }
    #expect(zip(script.shown.dropFirst(), 0...).allSatisfy { $0 - (1_100 + $1 * 33) <= work + 8 })
  }

  /// While something moves: a key waits for the next frame, unless the last one was on the screen already.
  @Test(arguments: [0, 10]) func aKeyWaitsForAFrameThatWasSent(bytes: Int) {
    let script = Script([(1_105, key("a")), (1_200, key("q"))])
    var counter = Counter(script: script)
    counter.movesUntil = 1_000
    script.bytes = bytes
    _ = Loop(terminal: script).run(&counter)
    #expect(script.shown.contains(1_105) == (bytes == 0))
    let before = script.shown.last { $0 < 1_105 } ?? 0
    #expect(bytes == 0 || script.shown.contains(before + 17))
  }

  /// More work than that is seen as it goes on, however fast keys come.
  @Test func longWorkIsShown() {
    let script = Script((0..<100).map { (1_100 + $0 * 10, key("a")) } + [(4_000, key("q"))])
    var counter = Counter(script: script)
    counter.workOfAKey = 300
    script.bytes = 10
    _ = Loop(terminal: script).run(&counter)
    let held = script.shown.filter { (1_100..<2_100).contains($0) }
    #expect(held.count >= 20)
    #expect(zip(held, held.dropFirst()).allSatisfy { (16...50).contains($1 - $0) })
    #expect(script.workAtPictures.last == 0)
    let after = script.shown.filter { $0 > 2_100 }
    #expect(zip(after, after.dropFirst()).allSatisfy { $1 - $0 <= 80 })
    #expect(after.count >= 4)
  }

  /// What a key changes travels, until it is there; then nothing is drawn any more.
  @Test func aKeySetsThingsInMotion() {
    let script = Script([(2_000, key("a")), (60_000, key("q"))])
    var counter = Counter(script: script)
    counter.hasBar = true
    _ = Loop(terminal: script).run(&counter)
    #expect(script.shown.dropFirst().first == 2_000)
    #expect((10...14).contains(script.shown.count))
    #expect(script.shown.last.map { $0 <= 2_000 + Movement.duration } == true)
    #expect(script.bars == script.bars.sorted())
    #expect(script.bars.last.map { $0 > script.bars[0] } == true)
  }

  /// The next key is answered in the middle of a movement, from what is shown.
  @Test func aKeyInterruptsAMovement() {
    let script = Script([(2_000, key("a")), (2_120, key("b")), (9_000, key("q"))])
    var counter = Counter(script: script)
    counter.hasBar = true
    _ = Loop(terminal: script).run(&counter)
    #expect(script.shown.contains { (2_120...2_136).contains($0) })
    #expect(script.shown.last.map { (2_250...2_330).contains($0) } == true)
    #expect(script.bars == script.bars.sorted())
  }

  /// Over a slow line a movement has as many pictures as the line takes, and comes to its end.
  @Test func aMovementDoesNotFillASlowLine() {
    let script = Script([(2_000, key("a")), (60_000, key("q"))])
    var counter = Counter(script: script)
    (counter.hasBar, script.bytes) = (true, 1_500)
    _ = Loop(terminal: script).run(&counter)
    #expect(script.ages.allSatisfy { $0 <= 500 })
    #expect((3...5).contains(script.shown.count))
    #expect(script.bars.last == 9, "two thirds of fourteen cells")
  }

  @Test func withoutMotionAKeyCostsOnePicture() {
    let script = Script([(2_000, key("a")), (9_000, key("q"))])
    var counter = Counter(script: script)
    counter.hasBar = true
    _ = Loop(terminal: script, hasMotion: false).run(&counter)
    #expect(script.shown == [1_000, 2_000])
  }

  @Test func signalsGiveTheirExitCode() {
    for (input, code) in [(Input.stop(signal: 15), Int32(143)), (.gone, 129)] {
      let script = Script([(1_200, input)])
      var counter = Counter(script: script)
      #expect(Loop(terminal: script).run(&counter) == code)
      #expect(script.closings == 1)
    }
  }
}
