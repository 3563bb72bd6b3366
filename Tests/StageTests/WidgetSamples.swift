import Stage

/// Every widget, also with numbers that are not finite and with nothing to show.
enum WidgetSamples {
  typealias Drawing = @Sendable (Area) -> Void

  private static let words =
    "Several words, one of them unbreakablylongbeyondanywidth, 山田, and more."
  private static let odd: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 1e-300, .leastNonzeroMagnitude,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 12345.678,
  ]
  private static let axes = [
    Axis(0, 1), Axis(1, 1), Axis(1, 0), Axis(.nan, .infinity), Axis(holding: odd),
    Axis(holding: []),
    Axis(.greatestFiniteMagnitude, .greatestFiniteMagnitude), Axis(0, .leastNonzeroMagnitude),
  ]
  private static let scales: [Scale] = [
    .share, .signed(1), .signed(0), .signed(-1), .signed(.nan), .signed(.infinity),
    .signed(.leastNonzeroMagnitude),
  ]

  static let all: [(name: String, draw: Drawing)] = [
    ("dot field", { DotField(count: 500) { $0 % 3 == 0 ? .lit : .faint }.draw(in: $0) }),
    ("few dots", { DotField(count: 2) { $0 == 0 ? .lit : .dark }.draw(in: $0) }),
    ("no dots", { DotField(count: 0) { _ in .lit }.draw(in: $0) }),
    ("bar", { Bar(0.7).draw(in: $0) }),
    ("bars of odd numbers", { area in for number in odd { Bar(number).draw(in: area) } }),
    (
      "signed bars",
      { area in for number in odd + [0.3, -0.3] { SignedBar(number).draw(in: area) } }
    ),
    ("slider", { Slider(0.3, in: -1...1, isChosen: true, target: Target(1)).draw(in: $0) }),
    ("stuck slider", { Slider(.nan, in: 1...1, isChosen: false, target: Target(1)).draw(in: $0) }),
    (
      "labelled slider",
      {
        let slider = Slider(0.3, in: -1...1, isChosen: true, target: Target(1))
        LabelledSlider("learning rate", value: "0.01", slider: slider, isChanged: true)
          .draw(in: $0, labelColumns: 14, valueColumns: 6)
      }
    ),
    ("paragraph", { Paragraph(words).draw(in: $0) }),
    ("no paragraph", { Paragraph("").draw(in: $0) }),
    (
      "key line",
      {
        KeyLine([.init("→", "forward", .right), .init("q", "quit", .character("q"))]).draw(in: $0)
      }
    ),
    (
      "scrub bar",
      {
        ScrubBar(
          place: 3, count: 9, counter: "4 / 9", isPlaying: true, title: "A title of some length",
          target: Target("scrub")
        ).draw(in: $0)
      }
    ),
    (
      "scrub bar of one",
      {
        ScrubBar(
          place: 9, count: 1, counter: "", isPlaying: false, title: "", target: Target("scrub")
        ).draw(in: $0)
      }
    ),
    (
      "token boxes",
      {
        let tokens = ["BOS", "e", "山", "", "long label"].map { TokenBoxes.Token($0) }
        TokenBoxes(tokens, focus: 3) { Target($0) }.draw(in: $0)
      }
    ),
    ("no token boxes", { TokenBoxes([], focus: 3).draw(in: $0) }),
    (
      "code pane",
      {
        let lines = (0..<30).map {
          CodePane.Line(
            margin: "\($0)", text: "    let number = \(words)", isMarked: $0 == 20, note: words)
        }
        CodePane(title: "File.swift", marginTitle: words, lines: lines).draw(in: $0)
      }
    ),
    ("empty code pane", { CodePane(title: "", lines: []).draw(in: $0) }),
    (
      "dot plot",
      { area in
        for axis in axes {
          let rows = odd.map { number in
            DotPlot.Row(
              "\(words)", [.init(number, "●", "\(number)", .loss), .init(1, "○", "1", .key)])
          }
          DotPlot(rows, axis: axis, heads: ["one", "other 山"], gap: 1).draw(in: area)
        }
      }
    ),
    ("no dot plot", { DotPlot([], axis: Axis(0, 1), heads: [], gap: -3).draw(in: $0) }),
    (
      "bars by a level",
      { area in
        for number in odd {
          BarList(odd.map { .init("number", $0, "\($0)") }, level: number).draw(in: area)
        }
      }
    ),
    (
      "table",
      {
        let columns: [Table.Column] = [
          .init("title", width: .fixed(4)), .init("山", alignment: .trailing),
          .init("rest", width: .rest), .init("more", width: .rest), .init(width: .fixed(-3)),
        ]
        let rows = (0..<40).map {
          Table.Row(["\($0)", Text(words), Text(words), "", "x", "y"], target: Target($0))
        }
        Table(columns: columns, rows: rows, chosen: 30).draw(in: $0)
        Table(columns: columns, rows: [.init([])], chosen: 9, focus: -9).draw(in: $0)
        Table(columns: [], rows: []).draw(in: $0)
      }
    ),
    (
      "bar list",
      { area in
        let rows = odd.enumerated().map {
          BarList.Row("label \($0)", $1, Text($1.shown(2)), mark: "mark", target: Target($0))
        }
        for scale in [nil, 1, 0, -1, .nan, .infinity] as [Double?] {
          BarList(rows, scale: scale, chosen: 8).draw(in: area)
          BarList(rows, scale: scale, isSigned: true).draw(in: area)
        }
        BarList([]).draw(in: area)
      }
    ),
    (
      "stacked bar",
      { area in
        let parts = odd.map { StackedBar.Part("山", $0) } + [.init("b", 0.5), .init("", 1e-9)]
        for hit in [nil, 5, 13, 99, -1] as [Int?] {
          let needle = StackedBar.Needle(.nan, label: Text(words), hit: hit)
          StackedBar(parts, needle: needle).draw(in: area)
          StackedBar(Array(parts.suffix(2)), needle: needle).draw(in: area)
        }
        StackedBar([], needle: .init(0.5)).draw(in: area)
      }
    ),
    (
      "matrix",
      { area in
        let values = (0..<30).map { row in (0..<70).map { odd[(row + $0) % odd.count] } } + [[]]
        for (index, style) in Matrix.Style.allCases.enumerated() {
          Matrix(
            values, scale: scales[index], rowLabels: ["first", "山"], columnLabels: ["a", "long"],
            cursor: .init(29, 68), style: style, isMasked: { $0.column > $0.row },
            targets: { Target($0) }
          ).draw(in: area)
          Matrix([], scale: scales[index + 3], cursor: .init(3, -3), style: style).draw(in: area)
          Matrix([odd], scale: scales[index], style: style, grows: true).draw(in: area)
        }
      }
    ),
    (
      "vector strip",
      { area in
        for scale in scales {
          VectorStrip("name", odd, scale: scale, note: "12", cursor: 11) { Target($0) }.draw(
            in: area)
          VectorStrip("", odd + odd + odd, scale: scale, cursor: -1).draw(in: area, nameColumns: 9)
          VectorStrip("x", [], scale: scale, cursor: 0).draw(in: area)
        }
      }
    ),
    (
      "curve",
      { area in
        for axis in axes {
          Curve(
            [.init(odd, .loss, label: "loss"), .init(odd, .faint, .scattered, label: "山")],
            levels: odd.map { .init($0) },
            marks: [
              .init("●", place: .max, value: 1, .chosen),
              .init("●", place: .min, value: 0, .chosen),
            ],
            length: 12, vertical: axis, foot: .init("0", "step", "1,000")
          ).draw(in: area)
        }
        Curve([.init([1, 2], .loss)], length: 0, range: 0...0).draw(in: area)
        Curve([], length: -3, range: 0...0).draw(in: area)
      }
    ),
    (
      "histogram",
      { area in
        for axis in axes { Histogram(odd, axis: axis, marked: 1).draw(in: area) }
        Histogram([], bins: -1).draw(in: area)
      }
    ),
    (
      "scatter",
      { area in
        let points = odd.flatMap { x in
          odd.map {
            Scatter.Point(x, $0, ["", "a", "word", "山"][Int(x.bitPattern % 4)], target: Target(1))
          }
        }
        for axis in axes { Scatter(points, horizontal: axis, vertical: axis).draw(in: area) }
        Scatter([]).draw(in: area)
      }
    ),
    (
      "computation graph",
      { area in
        let nodes = odd.enumerated().map { index, number in
          ComputationGraph.Node(
            "n\(index)", number, gradient: index % 3 == 0 ? nil : number, index > 2 ? "·" : "",
            index > 2 ? [index - 1, index - 3, 0] : [], target: Target(index))
        }
        for count in [0, 1, 4, 6, 12] {
          ComputationGraph(
            Array(nodes.prefix(count)), chosen: count == 4 ? .node(3) : .edge(.init(9, 9)),
            paths: [.init([.init(3, 0), .init(99, 1)], .key)]
          ).draw(in: area)
        }
      }
    ),
  ]
}
