import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The walk as a person takes it.
@MainActor @Suite struct WalkTests {
  private func row(_ person: Person) -> FullPicture.Row? {
    person.chosen?.id.value(as: FullPicture.Row.self)
  }

  /// → walks down: each step has its row under the cursor, and what comes later is not there yet.
  @Test func walkingDown() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    var rows = 0
    for step in WalkStep.all {
      try person.enter(step.id)
      #expect(row(person)?.stop.stage == step.stages.last, "\(step.id)")
      #expect(person.page.number?.stage == step.stages.last)
      let shown = drawnRows(person)
      #expect(shown > rows, "\(step.id)")
      rows = shown
    }
    #expect(rows == Way(person.scene, position: 2, layer: 0).rows.count)
    // A later row can be opened before the walk comes to it; at the beginning all of it is there.
    try person.enter("embed")
    let early = drawnRows(person)
    person.press(.down, .down)
    #expect(drawnRows(person) == early + 2)
    try person.enter("whole")
    #expect(drawnRows(person) == rows)
  }

  /// How many rows have numbers, each of which can be clicked.
  private func drawnRows(_ person: Person) -> Int {
    let spots = person.picture.regions.compactMap { region -> Way.Stop? in
      guard case .pick(let target) = region.touch else { return nil }
      return target.value(as: WayView.Spot.self)?.stop
    }
    return Set(spots).count
  }

  /// ↑ ↓ choose a row, - + a number: both are named with all digits, and stay for the next step.
  @Test func rowsAndNumbers() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    try person.enter("query")
    #expect(row(person)?.stop.stage == .value)
    person.press(.up, .up)
    #expect(row(person)?.stop.stage == .query)
    person.type("+++++")
    let query = person.scene.trace.positions[2].activations.layers[0].heads[1].query
    #expect(person.words.contains("query in head 1, 2nd of 4") && person.sees("q[5] = "))
    #expect(person.sees(person.scene.digits(query[1])))
    #expect(person.page.number == Site(.query, head: 1, position: 2, index: 1))
    #expect(person.sees("row 5 of attn_wq · norm"))
    person.type(">")
    #expect(person.page.number == Site(.query, head: 2, position: 2, index: 1))
    // In the next step its own row is chosen; back again, the number is as it was left.
    try person.enter("heads")
    #expect(row(person)?.stop.stage == .headOutput)
    try person.enter("query")
    #expect(person.page.number == Site(.query, head: 2, position: 2, index: 1))
  }

  /// x goes through the positions of the name; a click on a token goes to it.
  @Test func positions() throws {
    var person = try Person(chapter: 9)
    #expect(person.sees("position 2"))
    for position in [3, 4, 0, 1] {
      person.type("x")
      #expect(person.sees("position \(position)  "))
      #expect(person.page.number?.position == position)
    }
    try person.click(.pick(Target(FullPicture.Place(position: 4))))
    #expect(person.sees("position 4  "))
    // A shorter name has no such position.
    person.edit("b")
    #expect(person.sees("position 1  "))
  }

  /// Every number can be clicked.
  @Test func clicks() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    let hidden = Way.Stop(stage: .hidden)
    try person.click(.pick(Target(WayView.Spot(stop: .init(stage: .key), index: 7))))
    #expect(person.page.number == Site(.key, head: 1, position: 2, index: 3))
    try person.click(.pick(Target(hidden)))
    #expect(person.page.number?.stage == .hidden)
    try person.click(.pick(Target(Way.Stop(stage: .logit))))
    #expect(person.page.number?.stage == .logit)
  }

  /// How many hidden numbers ReLU leaves is what the model computed, at any moment and position.
  @Test(arguments: [0, 3, 1000]) func reluCounts(moment: Int) throws {
    var person = try Person(chapter: 9, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("relu")
    for position in [2, 3, 4, 0, 1] {
      let hidden = person.scene.trace.positions[position].activations.layers[0].hidden
      let count = hidden.count { $0 > 0 }
      #expect(person.words.contains("above 0, here \(count) of 64"))
      #expect(person.sees("\(count) of 64 left"))
      person.type("x")
    }
  }

  /// While a row is computed the cursor runs along it, and only what is computed is shown.
  @Test func rowsAreComputed() throws {
    var person = try Person(chapter: 9, Size(100, 30))
    let step = try #require(person.beats.firstIndex { $0.id == "mix" })
    person.enter(beat: step, share: 0.5)
    #expect(person.page.number?.index == 8)
    let half = person.picture
    person.wait(10_000)
    #expect(person.page.number?.index == 0)
    #expect(half != person.picture)
  }

  /// Rows that one step computes run one after the other, each beside what it is made of; at the end all of
  /// it is as if nothing had moved.
  @Test(arguments: [Size(80, 24), Size(100, 30), Size(200, 60), Size(60, 16)])
  func oneRowAfterTheOther(size: Size) throws {
    var still = try Person(chapter: 9, size)
    for step in WalkStep.all {
      var person = try Person(chapter: 9, size)
      let place = try #require(person.beats.firstIndex { $0.id == step.id })
      #expect((400...700).contains(person.beats[place].duration))
      let way = Way(person.scene, position: 2, layer: 0)
      for (number, stage) in step.stages.enumerated() {
        let row = try #require(way[stage])
        person.enter(beat: place, share: (Double(number) + 0.5) / Double(step.stages.count))
        #expect(person.page.number?.stage == stage, "\(step.id)")
        let index = row.values.indices.first { row.site($0) == person.page.number } ?? -1
        #expect(abs(index - row.values.count / 2) <= 1, "\(step.id)")
        // What it is made of is marked, where it is in sight.
        if size.height > 24 {
          let marked = person.lines.count {
            " │├╰╭".contains($0.prefix(2).suffix(1)) && $0.prefix(3).hasSuffix("→")
          }
          #expect(marked == stage.sources.count, "\(step.id): \(stage)")
        }
      }
      person.wait(10_000)
      try still.enter(step.id)
      #expect(person.picture == still.picture, "\(step.id)")
    }
  }

  /// Where there are several layers, one is open and the others show what comes out of them.
  @Test func layers() throws {
    let size = try ModelSize(layers: 3, width: 4, blockSize: 4, heads: 2)
    var run = try Runs.make(seed: 42, steps: 5, documents: ["emma", "bob"], size: size)
    while run.train() != nil {}
    var person = try Person(chapter: 9, Size(100, 40), run: run)
    #expect(person.sees("layer 0") && person.sees("layer 1") && person.sees("layer 2"))
    try person.enter("relu")
    #expect(person.page.number?.layer == 0)
    try person.click(.pick(Target(Way.Stop(stage: .relu))))
    try person.enter("whole")
    try person.click(.pick(Target(Way.Stop(stage: .afterMLP, layer: 2))))
    #expect(person.page.number?.layer == 2)
    try person.enter("relu")
    #expect(person.page.number?.layer == 2)
    #expect(person.sees("layer 2"))
  }

  /// At 80×24 no word of a title, a label or a caption is cut off, whatever is looked at.
  @Test(arguments: ["emma", "christopher", "a"], [false, true])
  func noWordIsCut(name: String, isDeep: Bool) throws {
    let size = try ModelSize(layers: 2, width: 8, blockSize: 16, heads: 2)
    var run = try Runs.trained()
    if isDeep {
      run = try Runs.make(seed: 7, steps: 5, documents: ["emma", "christopher"], size: size)
      while run.train() != nil {}
    }
    var person = try Person(chapter: 9, name: name, run: run)
    for beat in person.beats.indices {
      person.enter(beat: beat)
      for _ in 0..<person.scene.positions {
        // Of a long name the beginning may be missing in the heading.
        let cut = person.lines.enumerated().filter { $0.offset != 2 && $0.element.contains("…") }
        #expect(cut.map(\.element) == [], "\(person.beats[beat].id)")
        person.type("x")
      }
    }
  }
}
