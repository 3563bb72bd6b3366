import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Where a number comes from: any number followed down to a parameter, and back.
@MainActor @Suite struct OriginTests {
  /// Somebody in front of a page whose cursor is on the loss.
  private func person(_ size: Size = Size(80, 24), name: String? = nil) throws -> Person {
    var person = try Person(chapter: 6, name: name, size)
    try person.enter("census")
    return person
  }

  private func pass(_ person: Person, tokens: [Int]? = nil) -> Pass {
    let run = person.visit.run
    var model = GPT(size: run.settings.size, vocabularySize: run.tokenizer.vocabularySize)
    model.parameters = person.scene.snapshot.state.parameters
    return Pass(model, tokens: run.tokenizer.encode(person.scene.name))
  }

  /// Enter goes on and on to a parameter; Backspace comes back through the same pictures.
  @Test(arguments: [[], [1], [0, 1, 0, 2], [4, 0, 1]] as [[Int]]) func downAndBack(downs: [Int])
    throws
  {
    var person = try person()
    let outside = person.picture
    #expect(person.sees("where from?"))
    person.press(.enter)
    let pass = pass(person)
    var pictures: [Canvas] = []
    var downs = downs
    while let origin = person.view.origin, origin.site.stage != .parameter {
      let recipe = pass.recipe(at: origin.site)
      #expect(person.sees(" = \(recipe.value)"), "all digits of \(origin.site)")
      if recipe.site.stage != .constant { #expect(person.sees("gradient \(recipe.gradient)")) }
      for _ in 0..<(downs.isEmpty ? 0 : downs.removeFirst()) { person.press(.down) }
      let choice: Origin.Choice = try #require(person.chosen?.id.value())
      let operand = try #require(Ingredients(recipe).operand(choice))
      #expect(operand.value == pass[operand.site])
      // Where the way goes into a constant there is nothing to follow.
      if operand.site.stage == .constant { break }
      pictures.append(person.picture)
      person.press(.enter)
      #expect(person.view.origin?.site == operand.site)
      #expect(person.view.origin?.way.count == pictures.count + 1)
    }
    if person.view.origin?.site.stage == .parameter {
      #expect(person.sees("Here the way ends") && person.sees("began as"))
    }
    for picture in pictures.reversed() {
      person.press(.backspace)
      #expect(person.lines == picture.lines)
      let cells = zip(person.picture.cells, picture.cells).enumerated().filter { $1.0 != $1.1 }
      #expect(cells.map(\.offset) == [])
    }
    person.press(.backspace)
    #expect(person.view.origin == nil && person.lines == outside.lines)
  }

  @Test func escapeLeavesAtOnceAndBeatsAreOutside() throws {
    var inside = try person()
    let outside = inside.picture
    inside.press(.enter, .enter, .enter)
    #expect(inside.view.origin?.way.count == 3)
    var person = inside
    person.press(.escape)
    #expect(person.lines == outside.lines)
    for (key, beat) in [(Key.right, 1), (.left, -1), (.character(" "), 0)] {
      person = inside
      let before = person.beat
      person.press(key)
      #expect(person.view.origin == nil, "\(key)")
      if beat != 0 { #expect((person.beat - before).signum() == beat) }
    }
    // Another chapter, and back to where one was.
    person = inside
    person.press(.tab)
    #expect(person.view.origin == nil)
    person.press(.backTab)
    person.go(toMoment: 1000)
    #expect(person.lines == inside.lines)
  }

  /// The way stays at another moment, with the numbers of that moment.
  @Test func anotherMoment() throws {
    var person = try person()
    person.press(.enter, .enter, .enter)
    let site = try #require(person.view.origin?.site)
    for moment in [1000, 990, 0] {
      person.go(toMoment: moment)
      #expect(person.view.origin?.site == site)
      #expect(person.sees(" = \(pass(person)[site])"))
    }
    person.type("t")
    person.wait(300)
    #expect(person.scene.isTraining && person.view.origin?.site == site)
  }

  /// In another name the way goes as far as it is there; where not even its first number is, it ends.
  @Test func anotherName() throws {
    var person = try person()
    let caption = person.page.caption
    person.press(.enter)
    for _ in 0..<4 { person.press(.down) }
    person.press(.enter, .enter)
    #expect(person.view.origin?.way.map(\.stage) == [.loss, .positionLoss, .probability])
    person.type("ea")
    #expect(person.view.origin?.way == [.loss], "there is no position 4")
    person.type("nna")
    #expect(person.view.origin?.way.count == 3, "as long as one types it may come back")
    person.press(.escape)
    person.type("e")
    person.type("an")
    person.press(.enter)
    person.press(.down)
    #expect(person.view.origin?.way == [.loss])
    // A number of a position that is gone.
    person.visit.apply([.origin(Origin(of: Site(.query, position: 9, index: 0)))], at: person.time)
    #expect(person.view.origin == nil && person.page.caption.prefix(20) == caption.prefix(20))
  }

  @Test func mouse() throws {
    var person = try person(Size(100, 30))
    person.press(.enter)
    let pass = pass(person)
    try person.click(.pick(Target(Origin.Choice(row: 2))))
    #expect(person.view.origin?.way == [.loss], "the first click chooses")
    try person.click(.pick(Target(Origin.Choice(row: 2))))
    #expect(person.view.origin?.site == pass.recipe(at: .loss).operands[2].site)
    person.press(.enter)
    try person.click(.pick(Target(Origin.Stop(length: 1))))
    #expect(person.view.origin?.way == [.loss])
    #expect(person.chosen?.id == Target(Origin.Choice(row: 2)), "on the way that was gone")
    // The second factor of a product.
    let query = Site(.query, position: 1, index: 1)
    person.visit.apply([.origin(Origin(of: query))], at: person.time)
    let second = Origin.Choice(row: 3, isSecond: true)
    try person.click(.pick(Target(second)))
    #expect(person.chosen?.id == Target(second))
    person.type("x")
    #expect(person.chosen?.id == Target(Origin.Choice(row: 3)))
    person.type("x")
    person.press(.enter)
    #expect(person.view.origin?.site.stage == .attentionInput)
  }

  /// What does not fit into the list is added up: with the rows it makes the whole sum.
  @Test func theRestAddsUp() throws {
    let person = try person()
    let pass = pass(person)
    for site in pass.sites {
      let ingredients = Ingredients(pass.recipe(at: site))
      guard ingredients.summands > 0 else { continue }
      let factor = pass.recipe(at: site).factor?.value ?? 1
      for count in [0, 1, ingredients.rows.count / 2, ingredients.rows.count] {
        let rows = 0..<min(count, ingredients.rows.count)
        let shown = ingredients.rows[rows].reduce(0) { $0 + ($1.share ?? 0) }
        #expect(abs((shown + ingredients.rest(without: rows)) * factor - pass[site]) < 1e-12)
      }
      let shares = ingredients.rows.prefix(ingredients.summands).map { $0.share?.magnitude ?? 0 }
      if ingredients.isSorted { #expect(shares == shares.sorted(by: >)) }
    }
  }

  /// Every number of a small model, in a window of any size; each page has a line of code that is there.
  @Test func everyNumber() throws {
    var run = try Run(
      corpus: Runs.trained().corpus,
      settings: RunSettings(
        size: ModelSize(layers: 2, width: 4, blockSize: 3, heads: 2), seed: 42, steps: 10))
    while run.train() != nil {}
    var person = try Person(chapter: 6, name: "al", run: run)
    let pass = pass(person)
    let parameters = stride(from: 0, to: run.parameterCount, by: 7).map { Site.parameter($0) }
    let sizes = [
      Size(0, 0), Size(1, 1), Size(20, 5), Size(59, 15), Size(60, 16), Size(80, 24), Size(100, 30),
      Size(200, 60),
    ]
    for (number, site) in (pass.sites + parameters).enumerated() {
      person.visit.apply([.origin(Origin(of: site))], at: person.time)
      let page = person.page
      #expect(person.view.origin?.site == site)
      for size in [sizes[number % sizes.count], Size(80, 24)] {
        let picture = person.visit.picture(size, at: person.time)
        #expect(picture.size == size && picture.isWhole)
      }
      let code = page.code()
      #expect(code.snippet.lines.count { $0.text.contains(code.mark) } == 1, "\(site)")
      #expect(!page.mathematics().isEmpty)
      let lines = Paragraph(page.caption).lines(width: 78)
      #expect(lines.count <= 3, "\(site): \(page.caption)")
    }
  }

  /// One number of each kind in windows of all sizes, and nothing on it that has no plain form.
  @Test func everySize() throws {
    var person = try Person(chapter: 6)
    var stages = Set<Site.Stage>()
    var missing = Set<Unicode.Scalar>()
    for site in pass(person).sites + [.parameter(64)] where stages.insert(site.stage).inserted {
      person.visit.apply([.origin(Origin(of: site))], at: person.time)
      for width in [0, 1, 30, 60, 72, 80, 110, 200] {
        for height in [0, 1, 8, 16, 24, 60] {
          let picture = person.visit.picture(Size(width, height), at: person.time)
          #expect(picture.isWhole)
          missing.formUnion(picture.withoutASCIIForm)
        }
      }
    }
    #expect(missing.isEmpty)
  }

  /// In a large window the page shows what is around the number: how its parts were made, its vector, and
  /// all that is made of it.
  @Test func surroundings() throws {
    var person = try person(Size(200, 60))
    let pass = pass(person)
    func open(_ site: Site) {
      person.visit.apply([.origin(Origin(of: site))], at: person.time)
    }
    // A query is multiplied with the keys that its position sees; a value is mixed in at each later one.
    open(Site(.query, head: 1, position: 2, index: 1))
    #expect(person.sees("what it goes into: 3 ") && person.sees("  score[2] "))
    open(Site(.value, head: 0, position: 1, index: 2))
    #expect(person.sees("what it goes into: 4 ") && person.sees("  x_attn[2] at 4 "))
    let weight = Site(.weight, head: 2, position: 3, index: 1)
    open(weight)
    #expect(person.sees("what it goes into: 4 "))
    #expect(person.sees("exp[1] = exp(score[1] - the largest)"))
    for place in 0...3 {
      #expect(person.sees(pass[weight.at(place)].percent()), "position \(place)")
    }
    // The loss is the end: nothing is made of it.
    open(.loss)
    #expect(person.sees("loss[4] = -log(prob[BOS]") && !person.sees("what it goes into"))
  }
}
