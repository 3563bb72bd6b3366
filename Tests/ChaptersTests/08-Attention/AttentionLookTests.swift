import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What stands on the screen is whole, and the pictures use their room.
@MainActor @Suite struct AttentionLookTests {
  /// The rows between the title and the caption.
  private func picture(_ person: Person) throws -> ArraySlice<String> {
    let lines = person.lines
    let rule = try #require(lines.lastIndex { !$0.isEmpty && $0.allSatisfy { $0 == "─" } })
    return lines[2..<rule]
  }

  @Test(arguments: ["emma", "christopher", "a"]) func noWordIsCut(name: String) throws {
    var person = try Person(chapter: 8, name: name)
    for beat in person.beats {
      try person.enter(beat.id)
      // Of a sum only its ends are written.
      let cut = person.lines.filter { $0.contains("…") && !$0.contains("+ … +") }
      #expect(cut.isEmpty, "\(beat.id)")
      #expect(Paragraph(person.page.caption).lines(width: 78).count <= 3, "\(beat.id)")
    }
  }

  @Test(arguments: ["emma", "christopher"]) func noPictureLeavesAThirdEmpty(name: String) throws {
    var person = try Person(chapter: 8, name: name, Size(100, 30))
    // A question stands alone.
    for beat in person.beats where !beat.isCheckpoint {
      try person.enter(beat.id)
      let rows = try picture(person)
      let empty = rows.reversed().prefix { $0.allSatisfy { $0 == " " } }.count
      #expect(3 * empty <= rows.count, "\(beat.id): \(empty) of \(rows.count) rows")
    }
  }

  /// A name of eleven letters has the maps of all heads in the smallest common window, and the chosen row
  /// in figures.
  @Test func allMapsOfALongName() throws {
    var person = try Person(chapter: 8, name: "christopher")
    try person.enter("maps")
    for head in 0..<4 { #expect(person.sees(" head \(head) ")) }
    let weights = person.scene.trace.positions[11].activations.layers[0].heads[0].weights
    let figures = weights.map { Scale.share.figure($0) }.joined(separator: " ")
    let shown = figures.split(separator: " ").joined(separator: " ")
    #expect(person.words.contains(shown))
  }

  /// Where not all maps have room it is said how many there are.
  @Test func moreMapsThanRoom() throws {
    let size = try ModelSize(layers: 2, width: 8, blockSize: 12, heads: 8)
    var run = try Runs.make(seed: 1, steps: 2, documents: ["christopher", "emma"], size: size)
    while run.train() != nil {}
    var person = try Person(chapter: 8, name: "christopher", run: run)
    try person.enter("maps")
    #expect(person.words.contains("of 16 heads; - + head: others"))
  }

  /// Below the calculation stand the maps of all heads, as far as they are computed.
  @Test(arguments: ["product", "scale", "softmax", "mix", "cache"]) func allHeads(
    beat: String
  ) throws {
    var person = try Person(chapter: 8, Size(100, 30))
    try person.enter(beat)
    let last = beat == "cache" ? 2 : 4
    let rows = try picture(person)
    let title = try #require(rows.firstIndex { $0.contains("head 0") && $0.contains("head 3") })
    let heads = person.scene.trace.positions[last].activations.layers[0].heads
    let figures = heads.map { head in
      head.weights.map { Scale.share.figure($0) }
    }
    let row = rows[title + 2 + last].split { " ·".contains($0) }.map(String.init)
      .filter { Double($0) != nil }
    #expect(row == figures.joined().map { $0.split(separator: " ").joined() })
  }

  /// Textbooks compute the scores of later positions too: they are shown, and then the mask.
  @Test func scoresBeforeTheMask() throws {
    var person = try Person(chapter: 8, Size(100, 30))
    try person.enter("mask")
    let scene = person.scene
    let heads = scene.trace.positions.map { $0.activations.layers[0].heads[0] }
    for query in heads {
      for key in heads {
        let score = zip(query.query, key.key).map(*).reduce(0, +) / 2
        #expect(person.sees(Scale.signed(1).figure(score)))
      }
    }
    #expect(person.sees("all scores") && person.sees("−∞"))
    person.type("x")
    #expect(!person.sees("all scores") && !person.sees("−∞"))
  }

  /// Large windows show the matrices that the vectors are made with.
  @Test func matrices() throws {
    var person = try Person(chapter: 8, Size(200, 60))
    try person.enter("qkv")
    for name in ["attn_wq", "attn_wk", "attn_wv"] {
      #expect(person.sees("\(name) rows 0–3: head 0"))
    }
    try person.enter("heads")
    for index in 0..<16 {
      let row = try #require(person.scene.row(index, of: "layer0.attn_wo"))
      let figures = row.map { Scale.signed(1).figure($0) }.joined(separator: " ")
      let shown = figures.split(separator: " ").joined(separator: " ")
      #expect(person.words.contains("\(index) \(shown)"), "row \(index)")
    }
  }

  /// The curve of what attention is worth ends at what is measured now.
  @Test func worthAlongTheTraining() throws {
    for beat in ["used", "longer"] {
      var person = try Person(chapter: 8, Size(100, beat == "used" ? 30 : 40))
      try person.enter(beat)
      #expect(person.words.contains("by how many % the loss of 1,000 names rises"))
      let studies = person.scene.headStudies
      #expect(studies.count == 11 && studies.map(\.moment) == (0...10).map { $0 * 100 })
      let rise = try #require(studies.last?.rise(without: .attention))
      let row = try #require(person.lines.first { $0.contains("without attention") })
      #expect(row.contains(rise.rise))
    }
  }
}
