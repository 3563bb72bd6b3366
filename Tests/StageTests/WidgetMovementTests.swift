import Testing

@testable import Stage

/// What widgets show on the way from one state to another.
@Suite struct WidgetMovementTests {
  typealias Drawing = (Area) -> Void

  private static let size = Size(60, 8)

  /// Each widget at a number, and at another one.
  private static let widgets: [(name: String, draw: @Sendable (_ isAfter: Bool) -> Drawing)] = [
    ("bar", { after in { Bar(after ? 0.9 : 0.1, name: "e").draw(in: $0) } }),
    ("signed bar", { after in { SignedBar(after ? 0.9 : -0.9, name: "e").draw(in: $0) } }),
    (
      "bars",
      { after in
        let numbers = after ? [0.1, 0.9] : [0.8, 0.2]
        return { area in
          BarList(zip(["a", "e"], numbers).map { .init(Text($0), $1, "") }, scale: 1).draw(in: area)
        }
      }
    ),
    (
      "parts", { after in { StackedBar([.init("a", after ? 1 : 8), .init("e", 2)]).draw(in: $0) } }
    ),
    (
      "needle",
      { after in
        { area in
          StackedBar(
            [.init("a", 1), .init("e", 1)],
            needle: .init(after ? 0.9 : 0.1, label: "here", hit: after ? 1 : 0)
          ).draw(in: area)
        }
      }
    ),
    (
      "slider",
      { after in
        { Slider(after ? 3 : -3, in: -4...4, isChosen: true, target: Target(1)).draw(in: $0) }
      }
    ),
    (
      "scrub bar",
      { after in
        {
          ScrubBar(
            place: after ? 8 : 1, count: 9, counter: "9", isPlaying: false, title: "",
            target: Target(1)
          ).draw(in: $0)
        }
      }
    ),
    ("cells", { matrix(.cells, $0) }), ("figures", { matrix(.figures, $0) }),
    ("pixels", { matrix(.pixels, $0) }),
    (
      "strip",
      { after in
        { VectorStrip("q", after ? [1, -1, 0] : [-1, 1, 0], scale: .signed(1)).draw(in: $0) }
      }
    ),
    (
      "scatter",
      { after in
        let axes = (Axis(0, 1), Axis(0, 1))
        return {
          Scatter([.init(after ? 1 : 0, 0, "e")], horizontal: axes.0, vertical: axes.1).draw(in: $0)
        }
      }
    ),
    (
      "histogram",
      { after in
        {
          Histogram(after ? [0, 1, 1, 1, 1] : [0, 0, 0, 0, 1], axis: Axis(0, 2), bins: 2)
            .draw(in: $0)
        }
      }
    ),
    (
      "dots",
      { after in
        let row = DotPlot.Row("pairs", [.init(after ? 3 : 1, "●", "", .loss)])
        return { DotPlot([row], axis: Axis(0, 4), heads: [""]).draw(in: $0) }
      }
    ),
    (
      "mark of a curve",
      { after in
        {
          Curve(
            [], marks: [.init("●", place: after ? 9 : 0, value: 1, .chosen)], length: 10,
            range: 0...2
          ).draw(in: $0)
        }
      }
    ),
    (
      "boxes",
      { after in
        let labels = ["B", "e", "m", "m", "a"]
        return { TokenBoxes(labels.prefix(after ? 5 : 2).map { .init($0) }).draw(in: $0) }
      }
    ),
  ]

  private static func matrix(_ style: Matrix.Style, _ isAfter: Bool) -> Drawing {
    let values = [[0, 0.3], [1, 0.2]]
    return {
      Matrix(isAfter ? values : values.reversed(), scale: .share, style: style).draw(in: $0)
    }
  }

  /// The pictures at times, of which the first is of the state before.
  private static func pictures(
    _ draw: (Bool) -> Drawing, _ size: Size = size, at times: [Int]
  ) -> [Canvas] {
    var movement = Movement()
    return times.map { time in
      Area.picture(size, at: time, moving: &movement, draw: draw(time > 0))
    }
  }

  @Test(arguments: widgets.indices) func travelFromOneToTheOther(index: Int) {
    let (name, draw) = WidgetMovementTests.widgets[index]
    let (before, after) = (
      Area.picture(WidgetMovementTests.size, draw: draw(false)),
      Area.picture(WidgetMovementTests.size, draw: draw(true))
    )
    let shown = WidgetMovementTests.pictures(draw, at: [0, 1_000, 1_030, 1_200, 2_000])
    #expect(shown[0] == before, "\(name)")
    #expect(shown[1] != after && shown[1] != before, "\(name) at once")
    #expect(shown[2] != after && shown[2] != shown[1], "\(name) on its way")
    #expect(shown[3] == after && shown[4] == after, "\(name)")
  }

  /// Numbers are never in between: a figure that stands for a moment only would be wrong.
  @Test func figuresAreTrueAtOnce() {
    let after = Area.picture(Size(8, 2), draw: WidgetMovementTests.matrix(.figures, true))
    let shown = WidgetMovementTests.pictures(
      { WidgetMovementTests.matrix(.figures, $0) }, Size(8, 2), at: [0, 1_000])
    #expect(shown[1].lines == after.lines)
    #expect(shown[1] != after, "their colours are on the way")
  }

  /// Rows have changed places: each bar sets out from the length that it had itself.
  @Test func barsAreKnownByTheirNames() {
    var movement = Movement()
    for (time, rows) in [(0, [("a", 0.8), ("e", 0.2)]), (1_000, [("e", 0.2), ("a", 0.8)])] {
      let list = BarList(rows.map { .init(Text($0.0), $0.1, "") }, scale: 1)
      let shown = Area.picture(Size(20, 2), at: time, moving: &movement) { list.draw(in: $0) }
      #expect(shown == Area.picture(Size(20, 2)) { list.draw(in: $0) })
    }
    #expect(movement.nextChange(after: 1_000) == nil)
  }

  /// A row that gets another rank slides there, with its new digits; without movement it is there at once.
  @Test func rankedRowsSlide() {
    let before = ["a", "b", "c", "d", "e", "f"]
    let after = ["f", "a", "b", "c", "d", "e"]
    func list(_ isAfter: Bool) -> Drawing {
      let names = isAfter ? after : before
      let list = BarList(
        names.map { .init(Text($0), 0.5, Text(isAfter ? "new" : "old")) }, scale: 1, slides: true)
      return { list.draw(in: $0) }
    }
    let size = Size(20, 6)
    let rest = Area.picture(size, draw: list(true))
    let shown = WidgetMovementTests.pictures(list, size, at: [0, 1_000, 1_200])
    let row = shown[1].lines.firstIndex { $0.hasPrefix("f") } ?? 0
    #expect(row > 0 && row < 5, "on its way from the last row to the first")
    #expect(shown[1].lines[row].hasSuffix("new"), "its digits are true at once")
    #expect(!shown[1].lines.contains { $0.hasSuffix("old") })
    #expect(shown[2] == rest)
    var still = Movement(isOn: false)
    for isAfter in [false, true] {
      let picture = Area.picture(
        size, at: isAfter ? 1_000 : 0, moving: &still, draw: list(isAfter))
      #expect(picture == Area.picture(size, draw: list(isAfter)))
    }
  }

  /// Other parts of a whole, a scrolled matrix, a vector of another name: another thing, at once there.
  @Test func whatIsSomethingElseJumps() {
    func list(_ isAfter: Bool) -> Drawing {
      { area in
        StackedBar([.init(isAfter ? "x" : "a", isAfter ? 1 : 8), .init("e", 2)])
          .draw(in: area.top(2))
        Matrix(
          (0..<9).map { [Double($0) / 9] }, scale: .share, cursor: .init(isAfter ? 8 : 0, 0),
          style: .cells
        ).draw(in: area.below(2).top(3))
        VectorStrip(isAfter ? "k" : "q", isAfter ? [1, 0] : [0, 1], scale: .share)
          .draw(in: area.below(6))
        Slider(isAfter ? 1 : 0, in: 0...1, isChosen: true, target: Target(isAfter))
          .draw(in: area.below(7))
      }
    }
    let shown = WidgetMovementTests.pictures(list, at: [0, 1_000])
    #expect(shown[1] == Area.picture(WidgetMovementTests.size, draw: list(true)))
  }

  /// All widgets, with odd numbers too, one after the other at the same place.
  @Test func drawAtAllTimesAndSizes() {
    var movement = Movement()
    for size in [Size(0, 0), Size(1, 1), Size(3, 2), Size(20, 5), Size(80, 24), Size(200, 1)] {
      var time = 0
      for round in 0..<3 {
        for (name, draw) in WidgetSamples.all {
          time += (time * 31 + 17) % 120
          _ = Area.picture(size, at: time, moving: &movement, draw: draw)
          guard round == 2 else { continue }
          let end = Area.picture(size, at: time + 500, moving: &movement, draw: draw)
          #expect(end == Area.picture(size, draw: draw), "\(name) at \(size)")
          #expect(movement.nextChange(after: time + 500) == nil, "\(name) rests at \(size)")
          time += 500
        }
      }
    }
  }
}
