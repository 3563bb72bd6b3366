import Stage
import Testing

@Suite struct TableTests {
  private func table(chosen: Int? = nil) -> Table {
    Table(
      columns: [
        .init("run", width: .fit), .init("loss", role: .loss, alignment: .trailing),
        .init("words", role: .faint, width: .rest),
        .init("n", alignment: .trailing, width: .fixed(3)),
      ],
      rows: (0..<9).map {
        Table.Row(
          ["\($0)", Text("\($0).25"), "some words for it", "\($0 * 11)"], $0 == 2 ? .strong : [],
          target: Target($0))
      }, chosen: chosen)
  }

  @Test func columnsAsWideAsTheyNeed() {
    let canvas = Area.picture(Size(30, 4)) { #expect(table().draw(in: $0) == 0..<2) }
    #expect(
      canvas.lines == [
        "run  loss  words             n", "0    0.25  some words fo…    0",
        "1    1.25  some words fo…   11", "… 7 more                      ",
      ])
    #expect(canvas.roleLines[1] == "e    llll  ffff fffff fff    e")
    #expect(canvas.region(x: 29, y: 2)?.touch == .pick(Target(1)))
  }

  @Test func theChosenRowIsInSight() {
    for chosen in 0..<9 {
      for height in 1...12 {
        let canvas = Area.picture(Size(30, height)) {
          #expect(table(chosen: chosen).draw(in: $0).contains(chosen))
        }
        #expect(canvas.lines.filter { $0.hasPrefix("▸ \(chosen) ") }.count == 1)
      }
    }
  }

  @Test func chosenAndStrongRows() {
    let canvas = Area.picture(Size(30, 12)) { table(chosen: 1).draw(in: $0) }
    #expect(canvas.roleLines[2].hasPrefix("C C    CCCC"))
    #expect(canvas.roleLines[3].hasPrefix("  E    LLLL"))
    #expect(canvas.lines[10].trimmed == "" && canvas.lines[9].hasPrefix("  8"))
  }

  @Test func whatIsMissingIsTold() {
    func note(_ focus: Int) -> String? {
      Area.picture(Size(30, 4)) {
        var table = table()
        table.focus = focus
        table.draw(in: $0)
      }.lines.last?.trimmed
    }
    #expect(note(0) == "… 7 more" && note(8) == "… 7 above")
    #expect(note(4) == "… 3 above, 4 below")
  }

  @Test func fewerCellsThanColumns() {
    let table = Table(columns: [.init("a"), .init("b")], rows: [.init(["x"]), .init([])])
    #expect(Area.picture(Size(5, 3)) { table.draw(in: $0) }.lines == ["a  b ", "x    ", "     "])
  }
}

@Suite struct BarListTests {
  @Test func barsOfOneScale() {
    let list = BarList([
      .init("a", 4, "4.00"), .init("be", 2, "2.00", mark: "half"), .init("c", 0, "0.00"),
      .init("d", .nan, "nan"),
    ])
    let canvas = Area.picture(Size(20, 4)) { list.draw(in: $0) }
    #expect(
      canvas.lines == [
        " a ███████ 4.00     ", "be ███▌    2.00 half", " c         0.00     ",
        " d          nan     ",
      ])
    #expect(canvas.roleLines[1] == "ee bbbb    bbbb ffff")
  }

  @Test func whatIsLongerThanTheScaleSaysSo() {
    let list = BarList(
      [.init("a", 3, "3"), .init("b", 1, "1"), .init("c", .infinity, "inf")], scale: 2)
    #expect(
      Area.picture(Size(12, 3)) { list.draw(in: $0) }.lines
        == ["a █████»   3", "b ███      1", "c █████» inf"])
  }

  @Test func bothSigns() {
    let list = BarList(
      [.init("a", 2, "+2"), .init("b", -1, "-1"), .init("c", -1e-9, "-0"), .init("d", -3, "-3")],
      scale: 2, isSigned: true)
    #expect(
      Area.picture(Size(14, 4)) { list.draw(in: $0) }.lines == [
        "a     │████ +2", "b   ██│     -1", "c    ▕│     -0", "d «███│     -3",
      ])
  }

  @Test func marksGiveWayFirst() {
    let list = BarList([.init("label", 1, "1.0", mark: "a mark")])
    func drawn(_ width: Int) -> String {
      Area.picture(Size(width, 1)) { list.draw(in: $0) }.lines[0]
    }
    #expect(drawn(20) == "label ███ 1.0 a mark")
    #expect(drawn(19) == "label █████████ 1.0")
    #expect(drawn(12) == "label 1.0   ")
  }

  @Test func chosenRow() {
    let rows = (0..<20).map { BarList.Row("\($0)", Double($0), "\($0)", target: Target($0)) }
    for chosen in 0..<20 {
      let canvas = Area.picture(Size(20, 5)) {
        #expect(BarList(rows, chosen: chosen).draw(in: $0).contains(chosen))
      }
      #expect(canvas.regions.contains { $0.touch == .pick(Target(chosen)) })
      #expect(canvas.lines.contains { $0.hasPrefix("▸") })
    }
  }
}

@Suite struct StackedBarTests {
  private func drawn(_ bar: StackedBar, _ width: Int, _ height: Int) -> [String] {
    Area.picture(Size(width, height)) { bar.draw(in: $0) }.lines
  }

  @Test func edgesAndLabels() {
    let bar = StackedBar([.init("a", 0.5), .init("b", 0.25), .init("c", 0.25)])
    #expect(drawn(bar, 12, 2) == ["      ▏  ▏  ", "  a    b  c "])
    #expect(drawn(bar, 12, 1) == ["   a  ▏b ▏c "])
    #expect(drawn(bar, 4, 1) == [" a▏▏"])
    #expect(
      Area.picture(Size(4, 1)) { bar.draw(in: $0) }.roleLines == ["ⓞⓞⓑⓞ"])
  }

  @Test func narrowPartsAreTold() {
    let bar = StackedBar(
      [.init("a", 1), .init("q", 0.01), .init("b", 1), .init("x", 0), .init("z", 0.01)])
    #expect(
      drawn(bar, 24, 3)
        == ["            ║          ║", "     a           b      ", "║ too narrow to show: q…"])
  }

  /// A needle that falls anywhere points into the part that it is said to have hit, whose cell is lit.
  @Test func theNeedlePointsIntoThePartThatItHits() {
    let values = [0.3, 0.004, 0.2, 0.07, 0.001, 0.0, 0.4, 0.025]
    let parts = values.enumerated().map { StackedBar.Part("\($0)", $1) }
    for width in [1, 2, 3, 7, 20, 61, 100] {
      var sum = 0.0
      for (hit, value) in values.enumerated() where value > 0 {
        for within in [0.0, 0.5, 0.999] {
          let needle = StackedBar.Needle(sum + within * value, hit: hit)
          let canvas = Area.picture(Size(width, 3)) {
            StackedBar(parts, needle: needle).draw(in: $0)
          }
          let x = (0..<width).first { canvas[$0, 0].glyph == "▼" }
          #expect(x.map { canvas[$0, 1].role } == .chosen, "\(hit) in \(width) columns")
          let lit = (0..<width).filter { canvas[$0, 1].role == .chosen }
          let label = "\(hit)".unicodeScalars.first
          #expect(lit.contains { canvas[$0, 2].glyph == label }, "\(hit) in \(width) columns")
        }
        sum += value
      }
    }
  }

  /// Of very many parts only the labels that may be seen are asked for.
  @Test func veryManyParts() {
    var asked = 0
    let bar = StackedBar(
      Array(repeating: 1, count: 100_000),
      label: {
        asked += 1
        return "\($0)"
      }, role: { _ in nil }, needle: .init(0.5, hit: 50_000))
    let lines = Area.picture(Size(40, 4)) { bar.draw(in: $0) }.lines
    #expect(lines[1].allSatisfy { $0 == "║" || $0 == " " })
    #expect(lines[3].hasPrefix("║ too narrow to show: 0 1 2 3"))
    #expect(asked <= 80)
  }

  @Test func needleAndWords() {
    let parts = [StackedBar.Part("a", 0.5), .init("b", 0.5)]
    let moving = StackedBar(parts, needle: .init(0.1, label: "0.1"))
    #expect(drawn(moving, 10, 3) == [" ▼ 0.1    ", "     ▏    ", "  a    b  "])
    let there = StackedBar(parts, needle: .init(0.9, label: "b: \(0.9)", hit: 1))
    #expect(drawn(there, 10, 3) == ["  b: 0.9 ▼", "     ▏    ", "  a    b  "])
    #expect(drawn(there, 10, 1) == ["  a  ▏ b  "])
  }

  @Test func nothingToStack() {
    #expect(drawn(StackedBar([]), 3, 1) == ["───"])
    #expect(drawn(StackedBar([.init("a", .nan), .init("b", -1)]), 3, 1) == ["───"])
    let huge = Double.greatestFiniteMagnitude
    #expect(drawn(StackedBar([.init("a", huge), .init("b", huge)]), 6, 1) == [" a ▏b "])
  }
}

@Suite struct LabelledSliderTests {
  @Test func cursorNameValueSliderAndMark() {
    func row(_ isChosen: Bool, _ isChanged: Bool) -> Canvas {
      let slider = Slider(0.5, in: 0...1, isChosen: isChosen, target: Target("rate"))
      return Area.picture(Size(28, 1)) {
        LabelledSlider("rate", value: "0.5", slider: slider, isChanged: isChanged)
          .draw(in: $0, labelColumns: 6, valueColumns: 5)
      }
    }
    #expect(row(false, false).lines == ["  rate     0.5 ┼────●─────  "])
    #expect(row(true, true).lines == ["▸ rate     0.5 ┼────●───── *"])
    #expect(row(true, false).region(x: 20, y: 0)?.touch == .slide(Target("rate")))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    while text.first == " " { text.removeFirst() }
    return String(text)
  }
}
