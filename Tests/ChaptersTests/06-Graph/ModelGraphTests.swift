import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The model's own graph: counted, walked, checked.
@MainActor @Suite struct ModelGraphTests {
  private func chapter(_ person: Person) throws -> TrackingCalculations {
    try #require(person.chapter as? TrackingCalculations)
  }

  @Test func census() throws {
    var person = try Person(chapter: 6, name: "olivia")
    try person.enter("census")
    let scene = person.scene
    let census = scene.run.model(of: scene.snapshot.state).census(tokens: scene.tokens)
    for operation in MicroGPT.Operation.allCases {
      #expect(person.sees(" \((census.counts[operation] ?? 0).grouped) "))
    }
    #expect(person.page.caption.contains("\(census.nodes.grouped) numbers"))
    #expect(census.nodes > 40_000)
  }

  /// From the loss to a parameter: each step down multiplies by a local derivative, what is on the screen
  /// is the graph's, and Backspace leads all the way back.
  @Test func walkDownAndUp() throws {
    var person = try Person(chapter: 6)
    try person.enter("walk")
    let calculation = try #require(person.scene.calculation)
    let graph = calculation.graph
    var node = calculation.loss
    var steps = 0
    #expect(person.sees(graph[node].shown(8)) && person.sees("gradient 1.0"))
    while !graph.children(node).isEmpty {
      let children = graph.children(node)
      #expect(person.controls.count == children.count)
      // Now the first, now the last of its children.
      let choice = steps % 3 == 0 ? children.count - 1 : 0
      if choice > 0 && graph.operation(children[choice]) == .leaf && steps < 12 {
        person.press(.enter)
        node = children[0]
      } else {
        if choice > 0 { person.press(.down) }
        person.press(.enter)
        node = children[choice]
      }
      steps += 1
      #expect(person.sees("\(steps) step\(steps == 1 ? "" : "s") down"))
      #expect(person.sees(graph[node].shown(8)), "step \(steps)")
      #expect(person.sees(graph.gradient(node).shown(8)), "step \(steps)")
      guard steps < 500 else { break }
    }
    #expect(steps > 5 && graph.children(node).isEmpty)
    person.press(.enter)
    #expect(person.status.contains("made of nothing"))
    for _ in 0..<steps { person.press(.backspace) }
    #expect(person.sees("0 steps down"))
    person.press(.backspace)
    #expect(person.status.contains("This is the loss"))
  }

  /// x goes on to the next number with a name, and no further.
  @Test func toTheNextName() throws {
    var person = try Person(chapter: 6)
    try person.enter("walk")
    let calculation = try #require(person.scene.calculation)
    var named: [Site] = []
    for _ in 0..<40 {
      person.type("x")
      let nodes = calculation.nodes(on: try chapter(person).way)
      let site = try #require(calculation.pass.site(nodes[nodes.count - 1]))
      #expect(person.sees(person.scene.words(site).cut(44)))
      named.append(site)
      if calculation.graph.children(nodes[nodes.count - 1]).isEmpty { break }
    }
    #expect(named.first?.stage == .positionLoss)
    #expect(named.count > 2 && named.last?.stage == .parameter)
  }

  /// Enter leads to any parameter that is used, along the way with the largest shares.
  @Test func jumpToAParameter() throws {
    var person = try Person(chapter: 6)
    try person.enter("parameter")
    let calculation = try #require(person.scene.calculation)
    let count = person.scene.run.parameterCount
    var (found, unused) = (0, 0)
    for index in stride(from: 0, to: count, by: 97) {
      let node = calculation.pass.node(.parameter(index))
      guard let way = calculation.strongestWay(to: node) else {
        #expect(calculation.uses.paths(to: node) == 0)
        unused += 1
        continue
      }
      found += 1
      let nodes = calculation.nodes(on: way)
      #expect(nodes.last == node && nodes.count == way.count + 1)
      // No other user of a node on the way gives it more.
      for (user, child) in zip(nodes, nodes.dropFirst()) {
        func share(_ user: Node) -> Double {
          zip(calculation.graph.children(user), calculation.graph.localDerivatives(user))
            .filter { $0.0 == child }.map { abs($0.1 * calculation.graph.gradient(user)) }.max()
            ?? 0
        }
        #expect(calculation.uses.users(of: child).allSatisfy { share($0) <= share(user) })
      }
    }
    #expect(found > 20 && unused > 2)
    // By keys: the row of m, column 3.
    person.press(.down)
    person.type("+>")
    person.press(.down)
    person.type("+++")
    let chosen = try chapter(person).chosenParameter(person.scene)
    #expect(person.scene.parameterName(chosen) == "wte[13][3]")
    #expect(person.sees("wte[13][3]  token n"))
    person.press(.enter)
    #expect(person.status.contains("this name does not use it"))
    person.type("-")
    person.press(.up)
    person.type("-")
    person.press(.enter)
    #expect(person.view.beat.id == "walk")
    #expect(person.sees("wte[12][2]") && person.sees("a parameter"))
    #expect(person.sees("made of nothing"))
    person.type("f")
    #expect(person.view.beat.id == "parameter" && person.sees("wte[12][2]"))
  }

  /// The way stays when another name is typed, as far as it goes there, and at all moments.
  @Test func otherNamesAndMoments() throws {
    var person = try Person(chapter: 6)
    try person.enter("parameter")
    person.press(.enter)
    let way = try chapter(person).way
    #expect(way.count > 20)
    for moment in [0, 1, 999] {
      person.go(toMoment: moment)
      #expect(person.sees("\(way.count) steps down") && person.sees("wte[4][0]"))
    }
    for name in ["", "a", "maximilianalexander"] {
      person.edit(name)
      person.press(.enter)
      #expect(person.picture.isWhole && person.sees("steps down"))
    }
  }

  /// The check's own numbers: two passes with the parameter edited, and how many digits agree.
  @Test func gradientCheck() throws {
    var person = try Person(chapter: 6)
    try person.enter("check")
    let scene = person.scene
    let index = try chapter(person).chosenParameter(scene)
    let model = scene.run.model(of: scene.snapshot.state)
    let gradient = model.differentiate(tokens: scene.tokens).gradients[index]
    let rows = try #require(scene.answer(to: GradientCheck(scene, parameter: index)))
    #expect(rows.map(\.power) == Array(1...12))
    for row in rows {
      let losses = [row.epsilon, -row.epsilon].map { change in
        let edit = Edit(parameter: index, value: model[parameter: index] + change)
        return Pass(model, tokens: scene.tokens, edit: edit)[.loss]
      }
      #expect(losses == [row.up, row.down])
    }
    let errors = rows.map { abs($0.slope - gradient) }
    let best = try #require(errors.indices.min { errors[$0] < errors[$1] })
    // Coarse at first: a tenth of ε, a hundredth of the error. Rounding at the end.
    #expect((80...120).contains(errors[1] / errors[2]))
    #expect(best > 2 && best < 8 && errors[11] > 100 * errors[best])
    #expect(person.sees(gradient.fixed(AgreeingDigits.places(for: gradient))))
    // ε by keys, and a row of the table by the mouse.
    person.type("++")
    #expect(try chapter(person).power == 7)
    #expect(person.lines.contains { $0.contains("▸ 10^-7 ") })
    let shown = rows[6].up.fixed(14)
    #expect(person.sees(shown))
    person.type("f")
    #expect(person.view.beat.id == "parameter")
  }

  @Test func agreeingDigits() {
    for (number, right, same, digits) in [
      (0.0705, 0.0706, "0.070", 2), (1.5, 1.5, "1.500000000000", 13), (-0.25, 0.25, "", 0),
      (0.1999, 0.2, "0.", 0), (12.345, 12.346, "12.34", 4), (0, 0, "0.000000000000", 0),
    ] {
      let agreeing = AgreeingDigits(number, like: right)
      #expect(agreeing.text.hasPrefix(same) && agreeing.same >= same.count)
      #expect(agreeing.digits == digits, "\(number) \(right)")
    }
    #expect(AgreeingDigits(3e-15, like: 3e-15).text.contains("3"))
  }

  /// Why a gradient is exactly 0, and both runs agree to the last digit.
  @Test(arguments: [
    ("wte", 25, 0, "no position of this name reads the row of “z”"),
    ("wpe", 9, 1, "this name has 5 positions, so the row of position 9 is never read"),
  ]) func zeroGradients(matrix: String, row: Int, column: Int, words: String) throws {
    var person = try Person(chapter: 6, Size(100, 30))
    try person.enter("check")
    let start = try #require(person.scene.run.matrices.first?.first)
    let found = try #require(person.scene.run.matrices.first { $0.name == matrix })
    var chapter = try chapter(person)
    chapter.parameter = Int(found[row, column] - start)
    person.visit.apply([.chapter(chapter)], at: person.time)
    person.wait(1)
    #expect(person.page.caption.contains(words))
    #expect(person.page.caption.contains("Both runs agree to the last digit."))
    let rows = try #require(
      person.scene.answer(to: GradientCheck(person.scene, parameter: chapter.parameter ?? 0)))
    #expect(rows.allSatisfy { $0.up == $0.down })
  }

  /// Where ReLU is off at all positions, the parameters before and behind it have no gradient: each zero of
  /// the model has one of the reasons, and each reason is true.
  @Test func everyZeroHasAReason() throws {
    let person = try Person(chapter: 6)
    let calculation = try #require(person.scene.calculation)
    var reasons: [String: Int] = [:]
    for index in 0..<person.scene.run.parameterCount {
      let facts = ParameterFacts(index, calculation, person.scene)
      #expect((facts.zeroReason != nil) == (facts.gradient == 0))
      guard let reason = facts.zeroReason else { continue }
      let place = try #require(person.scene.parameterPlace(index))
      let kind = place.matrix.name.split(separator: ".").last.map(String.init) ?? ""
      reasons[kind, default: 0] += 1
      let relu = person.scene.trace.positions.map { $0.activations.layers[0].relu }
      switch kind {
      case "wte": #expect(!person.scene.tokens.dropLast().contains(place.row))
      case "wpe": #expect(place.row >= person.scene.positions)
      case "mlp_fc1": #expect(relu.allSatisfy { $0[place.row] == 0 })
      case "mlp_fc2":
        #expect(relu.allSatisfy { $0[place.column] == 0 })
        #expect(reason.contains("multiplied by 0"))
      default: break
      }
    }
    #expect(reasons["wte"] == 23 * 16 && reasons["wpe"] == 11 * 16)
    #expect(reasons["mlp_fc1", default: 0] > 100 && reasons["mlp_fc2", default: 0] > 100)
  }

  /// One run for each parameter finds which way it should move; the walk back had it already.
  @Test func tryingEach() throws {
    var person = try Person(chapter: 6)
    try person.enter("question")
    let tried = try #require(person.scene.answer(to: TryEach(person.scene)))
    let scene = person.scene
    let gradients = scene.run.model(of: scene.snapshot.state).differentiate(tokens: scene.tokens)
      .gradients
    #expect(tried.changes.count == 4192)
    #expect(abs(tried.loss - scene.trace.loss) < 1e-12)
    for (change, gradient) in zip(tried.changes, gradients) {
      #expect(abs(change / TryEach.nudge - gradient) < 0.01 + 0.1 * abs(gradient))
      if abs(gradient) > 1e-3 { #expect((change > 0) == (gradient > 0)) }
      if gradient == 0 { #expect(abs(change) < 1e-5) }
    }
    let counts = SignCounts(tried.changes)
    #expect(counts.above + counts.below + counts.zero == 4192)
    #expect(person.sees("loss up \(counts.above.grouped)"))
    #expect(person.sees("4,192 of 4,192"))
  }

  /// While a run of names plays nothing is tried; its progress is seen when it stands.
  @Test func tryingInSlices() throws {
    var person = try Person(chapter: 6)
    person.isPatient = false
    person.go(toMoment: 40)
    #expect(person.sees("0 of 4,192"))
    var counts: [Int] = []
    for _ in 0..<5 {
      _ = person.work()
      counts.append(person.scene.job(for: TryEach(person.scene))?.tried.changes.count ?? 0)
    }
    #expect(counts == [1, 2, 3, 4, 5])
    #expect(person.sees("5 of 4,192"))
    person.type("t")
    #expect(person.page.questions.isEmpty)
    #expect(person.page.caption.contains("t stops it"))
  }

  @Test func allAtOnce() throws {
    var person = try Person(chapter: 6, Size(100, 30))
    try person.enter("all")
    let scene = person.scene
    let gradients = scene.run.model(of: scene.snapshot.state).differentiate(tokens: scene.tokens)
      .gradients
    let above = gradients.count { $0 > 0 }
    let zero = gradients.count { $0 == 0 }
    #expect(person.sees("loss up \(above.grouped)"))
    #expect(person.sees("no change \(zero.grouped)"))
    // A click on a dot leads to the parameter that it stands for.
    let spot = try #require(
      person.picture.regions.compactMap { region -> TrackingCalculations.ParameterSpot? in
        if case .pick(let target) = region.touch { target.value() } else { nil }
      }.dropFirst(700).first)
    try person.click(.pick(Target(spot)))
    #expect(person.view.beat.id == "parameter")
    #expect(try chapter(person).chosenParameter(person.scene) == spot.index)
  }

  /// Few and many layers, a block of two, a run that broke off.
  @Test(arguments: [(1, 4, 2, 1), (3, 8, 8, 2), (2, 16, 3, 4)]) func otherSizes(
    layers: Int, width: Int, block: Int, heads: Int
  ) throws {
    let size = try ModelSize(layers: layers, width: width, blockSize: block, heads: heads)
    var run = try Runs.make(
      seed: 3, steps: 4, documents: ["emma", "anna", "b"], size: size)
    while run.train() != nil {}
    for name in ["emma", "", "b"] {
      var person = try Person(chapter: 6, name: name, run: run)
      for moment in [0, 4] {
        person.go(toMoment: moment)
        for beat in person.beats.indices {
          person.enter(beat: beat)
          #expect(person.picture.isWhole)
          person.type("+j-k")
          person.press(.enter)
          #expect(person.picture.isWhole)
        }
      }
    }
  }
}
