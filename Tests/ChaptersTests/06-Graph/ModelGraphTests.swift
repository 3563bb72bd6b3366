import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The model's own graph: counted, walked, and all of its gradients.
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
    // Where the largest shares lead is said: to a parameter, with what comes there by that way.
    let ahead = calculation.nodes(
      on: [0] + calculation.choicesOfLargestShares(from: graph.children(node)[0]))
    let end = try #require(ahead.last)
    #expect(calculation.pass.site(end)?.stage == .parameter)
    #expect(person.sees(person.scene.words(end, in: calculation)))
    let share = zip(ahead, ahead.dropFirst()).reduce(1.0) { share, step in
      let place = graph.children(step.0).firstIndex(of: step.1) ?? 0
      return share * graph.localDerivatives(step.0)[place]
    }
    #expect(person.sees("by this way   \(share.shown(5))"))
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
    #expect(person.sees("made of nothing"))
    person.press(.escape)
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

  /// One run for each parameter finds which way it should move; the walk back had it already.
  @Test func tryingEach() throws {
    var person = try Person(chapter: 6)
    try person.enter("question")
    let tried = try #require(person.scene.answer(to: TryEach(person.scene)))
    let scene = person.scene
    let gradients = scene.run.model(of: scene.snapshot.state).differentiate(tokens: scene.tokens)
      .gradients
    #expect(tried.changes.count == 4192)
    let loss = try #require(tried.loss)
    #expect(abs(loss - scene.trace.loss) < 1e-12)
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
    // First the loss before anything is moved.
    #expect(counts == [0, 1, 2, 3, 4])
    #expect(person.sees("4 of 4,192"))
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

  /// What a way alone gives, and a click on what the node was made of.
  @Test func oneWayAlone() throws {
    var person = try Person(chapter: 6)
    try person.enter("parameter")
    person.press(.enter)
    let calculation = try #require(person.scene.calculation)
    let graph = calculation.graph
    var product = 1.0
    var node = calculation.loss
    for choice in try chapter(person).way {
      product *= graph.localDerivatives(node)[choice]
      node = graph.children(node)[choice]
    }
    #expect(person.sees("by this way alone \(product.shown(8))"))
    #expect(person.sees("wte[4][0]  token e"))
    try person.click(.pick(Target(TrackingCalculations.WayStep(length: 0))))
    #expect(person.sees("0 steps down"))
    try person.click(.pick(Target(TrackingCalculations.Child(place: 1))))
    #expect(person.sees("0 steps down") && person.chosen?.name == "0.2")
    try person.click(.pick(Target(TrackingCalculations.Child(place: 1))))
    #expect(person.sees("1 step down") && person.sees("a constant"))
  }

  /// The graph of a larger model is worked out between keys; one that would fill the memory is not.
  @Test func largeModels() throws {
    let large = try ModelSize(layers: 2, width: 48, blockSize: 8, heads: 4)
    let documents = ["emma", "anna"]
    let run = try Runs.make(seed: 1, steps: 1, documents: documents, size: large)
    var person = try Person(chapter: 6, run: run)
    person.isPatient = false
    try person.enter("walk")
    #expect(person.page.caption.hasPrefix("A moment"))
    #expect(person.scene.calculation == nil && !person.scene.calculationQuestions.isEmpty)
    for _ in 0..<4 where person.scene.calculation == nil {
      _ = person.visit.answerQuestions(at: person.time, until: { true })
    }
    let calculation = try #require(person.scene.calculation)
    #expect(calculation.graph.count > 400_000)
    #expect(person.sees("0 steps down"))
    let loss = person.scene.trace.loss
    #expect(calculation.pass[.loss] == loss)
    let huge = try ModelSize(layers: 4, width: 128, blockSize: 8, heads: 4)
    let other = try Runs.make(seed: 1, steps: 1, documents: documents, size: huge)
    var visitor = try Person(chapter: 6, run: other)
    visitor.isPatient = false
    try visitor.enter("check")
    #expect(visitor.page.caption.contains("too large") && visitor.page.questions.isEmpty)
  }
}
