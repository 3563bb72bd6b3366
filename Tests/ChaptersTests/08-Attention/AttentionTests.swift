import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// One look taken apart: every number against attention computed from the parameters in another way.
@MainActor @Suite struct AttentionTests {
  /// Attention of one head, from the vectors that go into the layer.
  private struct Other {
    var queries: [[Double]] = []
    var keys: [[Double]] = []
    var values: [[Double]] = []
    /// [position that looks][position that it looks at]
    var dots: [[Double]] = []
    var weights: [[Double]] = []
    var outputs: [[Double]] = []

    init(_ scene: Scene, layer: Int, head: Int) throws {
      let width = scene.size.headWidth
      let matrices = scene.run.matrices
      func times(_ name: String, _ x: [Double]) throws -> [Double] {
        let matrix = try #require(matrices.first { $0.name == "layer\(layer).\(name)" })
        let first = Int(matrix.first - matrices[0].first)
        return (head * width..<(head + 1) * width).map { row in
          zip(scene.snapshot.state.parameters[(first + row * matrix.columns)...], x)
            .reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      for position in scene.trace.positions {
        let x = position.activations.layers[layer].attentionInput
        queries.append(try times("attn_wq", x))
        keys.append(try times("attn_wk", x))
        values.append(try times("attn_wv", x))
      }
      for (i, query) in queries.enumerated() {
        let row = keys[...i].map { zip(query, $0).reduce(0) { $0 + $1.0 * $1.1 } }
        let exps = row.map { exp($0 / Double(width).squareRoot()) }
        let shares = exps.map { $0 / exps.reduce(0, +) }
        dots.append(row)
        weights.append(shares)
        outputs.append(
          (0..<width).map { place in zip(shares, values).reduce(0) { $0 + $1.0 * $1.1[place] } })
      }
    }
  }

  /// Goes on to a place of a control that is not chosen yet.
  private func set(_ dial: TalkingTokens.Dial, _ value: Int, _ person: inout Person) throws {
    for _ in 0..<9 { person.press(.up) }
    for _ in 0..<9 where person.chosen?.id != Target(dial) { person.press(.down) }
    #expect(person.chosen?.id == Target(dial))
    for _ in 0..<40 { person.type("-") }
    for _ in 0..<value { person.type("+") }
    #expect(person.chosen?.value == Double(value))
  }

  /// The row of the picture that is marked.
  private func marked(_ person: Person) throws -> String {
    try #require(person.lines.dropFirst(3).first { $0.contains("▸") })
  }

  @Test(arguments: ["emma", "olivia"]) func oneLook(name: String) throws {
    var person = try Person(chapter: 8, name: name, Size(100, 30))
    for (head, position, looked) in [(0, 3, 1), (3, 4, 4), (2, 0, 0)] {
      let other = try Other(person.scene, layer: 0, head: head)
      let (dot, weight) = (other.dots[position][looked], other.weights[position][looked])
      try person.enter("softmax")
      try set(.position, position, &person)
      if position > 0 { try set(.other, looked, &person) }
      try set(.head, head, &person)
      let row = try marked(person)
      #expect(row.contains(" \(dot.brief) "))
      #expect(row.contains(" \((dot / 2).brief) "))
      #expect(row.contains(" \(weight.percent())"))
      let largest = try #require(other.dots[position].max()) / 2
      #expect(row.contains(" \((dot / 2 - largest).brief) "))
      #expect(row.contains(" \(exp(dot / 2 - largest).brief) "))
      #expect(person.words.contains("score − largest exp of it weight"))
      try person.enter("product")
      #expect(try marked(person).contains(" \(dot.brief)"))
      #expect(person.words.contains("sum \(dot.brief)"))
      for (a, b) in zip(other.queries[position], other.keys[looked]) {
        for number in [a, b, a * b] { #expect(person.sees(Scale.signed(1).figure(number))) }
      }
      try person.enter("scale")
      #expect(person.words.contains("\(dot.brief) becomes \((dot / 2).brief), the score"))
      let best = try #require(
        other.dots[position].indices.max { other.dots[position][$0] < other.dots[position][$1] })
      try person.enter("product")
      #expect(
        person.page.caption.hasSuffix(
          position == 0
            ? "nothing else to compare it with."
            : "here \(best == position ? "its own" : "\(person.scene.quoted(person.scene.tokens[best])) at \(best)") fits best."
        ))
      try person.enter("mix")
      let sum = try #require(person.lines.first { $0.contains("what head \(head) brings back") })
      for number in other.outputs[position] {
        #expect(sum.contains(Scale.signed(1).figure(number)))
      }
    }
  }

  @Test func vectors() throws {
    var person = try Person(chapter: 8)
    try person.enter("qkv")
    for head in 0..<4 {
      try set(.head, head, &person)
      let other = try Other(person.scene, layer: 0, head: head)
      for (position, vectors) in zip(zip(other.queries, other.keys), other.values).enumerated() {
        let row = try #require(
          person.lines.first { $0.contains(" \(position) ") && $0.contains("+") })
        for number in vectors.0.0 + vectors.0.1 + vectors.1 {
          #expect(row.contains(Scale.signed(1).figure(number)), "position \(position)")
        }
      }
    }
    #expect(person.page.caption.hasSuffix("Each has 16 numbers, 4 for each of the 4 heads."))
    // x goes through the three, and the calculation below follows.
    for matrix in ["attn_wq", "attn_wk", "attn_wv", "attn_wq"] {
      #expect(person.words.contains("row 12 of \(matrix), times x"))
      person.type("x")
    }
  }

  /// The number under the cursor is the one that the page says it is: its value in a pass of its own.
  @Test func numbersUnderTheCursor() throws {
    var person = try Person(chapter: 8, name: "anna")
    let pass = Pass(
      person.scene.run.model(of: person.scene.snapshot.state), tokens: person.scene.tokens)
    let stages: [String: [Site.Stage]] = [
      "qkv": [.query, .key, .value], "product": [.score, .query, .key], "scale": [.score],
      "softmax": [.weight], "mix": [.headOutput, .value], "maps": [.weight], "cache": [.key],
      "mask": [.weight],
      "heads": [.headOutput, .attentionOutput, .input, .afterAttention],
    ]
    for beat in person.beats {
      try person.enter(beat.id)
      guard let wanted = stages[beat.id] else {
        #expect(person.page.number == nil, "\(beat.id)")
        continue
      }
      var seen: Set<Site.Stage> = []
      let region = { (person: Person) in
        person.picture.regions.compactMap { region -> TalkingTokens.Spot? in
          guard case .pick(let target) = region.touch else { return nil }
          return target.value(as: TalkingTokens.Spot.self)
        }
      }
      for spot in region(person) {
        var looked = person
        try looked.click(.pick(Target(spot)))
        let site = try #require(looked.page.number)
        seen.insert(site.stage)
        #expect(wanted.contains(site.stage), "\(beat.id): \(spot)")
        let value = pass[site]
        #expect(value.isFinite)
        if site.stage != .weight && site.stage != .score {
          #expect(looked.sees(Scale.signed(1).figure(value)), "\(beat.id): \(site)")
        }
      }
      #expect(
        seen.union([person.page.number?.stage].compactMap { $0 }) == Set(wanted), "\(beat.id)")
    }
  }

  /// From the page to where its number comes from, and back.
  @Test func whereFrom() throws {
    var person = try Person(chapter: 8)
    try person.enter("softmax")
    let before = person.picture
    person.press(.enter)
    #expect(person.sees("weight of position 3, head 0, position 4"))
    person.press(.backspace)
    #expect(person.picture == before)
  }

  @Test func headsBecomeTheStream() throws {
    var person = try Person(chapter: 8, Size(100, 30))
    try person.enter("heads")
    let layer = person.scene.trace.positions[4].activations.layers[0]
    let before = person.scene.trace.positions[4].activations.input
    for index in 0..<16 {
      #expect(layer.afterAttention[index] == layer.attentionOutput[index] + before[index])
    }
    try set(.place, 9, &person)
    #expect(person.words.contains("number 9 of the mixture"))
    // What the heads add, as it is shown, is together what the matrix gives.
    let parts = try (0..<4).map { head in
      let row = try #require(person.lines.last { $0.contains(" head \(head) ") })
      return try #require(Double(row.split(separator: " ").last ?? ""))
    }
    #expect(abs(parts.reduce(0, +) - layer.attentionOutput[9]) < 0.003)
    let row = try #require(person.lines.first { $0.contains("together") })
    #expect(row.contains(layer.attentionOutput[9].brief))
  }

  /// Softmax over a masked square is the softmax over what may be seen.
  @Test func mask() throws {
    var person = try Person(chapter: 8, name: "olivia")
    try person.enter("mask")
    for head in 0..<4 {
      let other = try Other(person.scene, layer: 0, head: head)
      let look = Look(scene: person.scene, layer: 0, head: head, position: 3, other: 1, index: 0)
      let square = MaskedSquare(look: look, isOpen: false)
      #expect(square.difference == 0)
      for (i, row) in square.weights.enumerated() {
        for (j, weight) in row.enumerated() {
          #expect(j > i ? weight == 0 : abs(weight - other.weights[i][j]) < 1e-12)
          #expect((square.scores[i][j] == -.infinity) == (j > i))
        }
      }
      let open = MaskedSquare(look: look, isOpen: true)
      #expect(open.difference > 0.01)
      for row in open.weights { #expect(abs(row.reduce(0, +) - 1) < 1e-12) }
    }
    #expect(person.sees("−∞") && person.page.caption.contains("to the last digit"))
    #expect(person.page.caption.contains("show the answer"))
    person.type("x")
    #expect(!person.sees("−∞") && person.page.caption.hasPrefix("Without the mask"))
    person.type("x")
    #expect(person.sees("−∞"))
  }

  /// What is not computed yet is not there to look at.
  @Test func cache() throws {
    var person = try Person(chapter: 8)
    try person.enter("cache")
    #expect(person.page.caption.hasPrefix("Position 2 sees 3 positions and none after it"))
    for position in 0..<5 {
      try set(.position, position, &person)
      #expect(person.lines.count { $0.contains("not computed yet") } == 4 - position)
      let scores = person.scene.trace.positions[position].activations.layers[0].heads[0].scores
      #expect(scores.count == position + 1)
      for score in scores { #expect(person.sees(score.brief)) }
    }
    #expect(person.page.caption.hasPrefix("Position 4, the last one, sees all 5."))
  }

  /// The list grows while the page moves.
  @Test func theCacheGrows() throws {
    var person = try Person(chapter: 8)
    let beat = try #require(person.beats.firstIndex { $0.id == "cache" })
    let rows = [0, 0.4, 0.7, 1].map { share in
      person.enter(beat: beat, share: share)
      return person.lines.dropFirst(4).prefix(8).count { $0.contains("+") || $0.contains("-0.") }
    }
    #expect(rows == rows.sorted() && rows[0] < rows[3])
  }

  @Test func maps() throws {
    var person = try Person(chapter: 8, Size(120, 40))
    person.visit.wantsCode = false
    try person.enter("maps")
    for head in 0..<4 { #expect(person.sees("head \(head)")) }
    try person.click(
      .pick(Target(TalkingTokens.Spot.look(layer: 0, head: 2, position: 3, other: 1))))
    #expect(person.page.number == Site(.weight, head: 2, position: 3, index: 1))
    #expect(person.sees("position 3, “m”, looks at"))
    let weights = person.scene.trace.positions[3].activations.layers[0].heads[2].weights
    for weight in weights { #expect(person.sees(weight.percent(0))) }
    let most = try #require(weights.max())
    #expect(person.page.caption.contains("(\(most.percent()))"))
    // The arrows beside a choice move it.
    try person.click(.pick(Target(TalkingTokens.Spot.turn(.head, by: 1))))
    #expect(person.page.number?.head == 3)
    try person.click(.pick(Target(TalkingTokens.Spot.turn(.position, by: -1))))
    #expect(person.page.number?.position == 2)
    #expect(person.chosen?.id == Target(TalkingTokens.Dial.position))
  }

  /// All layers can be looked into, and heads of one number.
  @Test func otherSizes() throws {
    let documents = ["emma", "olivia", "ava", "mia", "noah"]
    for size in [
      try ModelSize(layers: 3, width: 6, blockSize: 5, heads: 2),
      try ModelSize(width: 4, blockSize: 2, heads: 4), try ModelSize(width: 8, heads: 1),
    ] {
      var run = try Runs.make(seed: 1, steps: 20, documents: documents, size: size)
      while run.train() != nil {}
      var person = try Person(chapter: 8, name: "noah", Size(100, 30), run: run)
      for layer in 0..<size.layers {
        try person.enter("softmax")
        if size.layers > 1 { try set(.layer, layer, &person) }
        let position = person.scene.positions - 1
        let other = try Other(person.scene, layer: layer, head: 0)
        for weight in other.weights[position] { #expect(person.sees(weight.percent())) }
        try person.enter("qkv")
        #expect(
          person.page.caption.hasSuffix(
            "Each has \(size.width) numbers, "
              + (size.heads == 1
                ? "all for the one head."
                : "\(size.headWidth) for each of the \(size.heads) heads.")))
      }
    }
  }

  /// A name without letters has one position, and nothing to choose there.
  @Test func noLetters() throws {
    var person = try Person(chapter: 8, name: "")
    for beat in person.beats {
      try person.enter(beat.id)
      #expect(!person.controls.contains { $0.name == "position" })
      #expect(person.picture.isWhole && !person.page.caption.isEmpty)
    }
    try person.enter("softmax")
    #expect(person.page.caption.contains("100%"))
  }
}
