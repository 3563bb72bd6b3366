import MicroGPT
import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// Chapter 10's knobs: what can be reached, and what is trained.
@MainActor @Suite struct KnobTests {
  /// At the knobs, beside a run of few steps.
  static func person(_ size: Size = Size(80, 24), steps: Int = 30) throws -> Person {
    var person = try Person(chapter: 10, size, run: try Runs.short(steps: steps))
    person.type("x")
    #expect(person.view.beat.id == "knobs")
    return person
  }

  // MARK: What can be reached

  /// Wherever one turns, the settings are those of a run that can be made.
  @Test(arguments: 1...20) func onlyWhatMakesSense(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    var settings = RunSettings.standard
    for _ in 0..<500 {
      let knob = Knob.all[Int.random(in: 0..<Knob.all.count, using: &random)]
      let control = knob.control(settings, temperature: 0.5)
      let ways = [-control.coarse, -control.step, control.step, control.coarse]
      let value =
        Bool.random(using: &random)
        ? control.moved(by: ways[Int.random(in: 0..<4, using: &random)])
        : control.value(atShare: Double.random(in: 0...1, using: &random))
      #expect(control.range.contains(value), "\(knob)")
      settings = try knob.set(value, in: settings)
      let size = settings.size
      #expect(size.width % size.heads == 0 && (4...64).contains(size.width))
      #expect((1...4).contains(size.layers) && (2...32).contains(size.blockSize))
      #expect((0..<1).contains(settings.beta1) && (0..<1).contains(settings.beta2))
      #expect((0.0001...1).contains(settings.learningRate))
      #expect((10...10_000).contains(settings.steps) && settings.seed >= 0)
    }
  }

  /// A seed that is far from those of the knob, or that no Double holds, can be turned as well.
  @Test(arguments: [Int.min, -1, (1 << 53) + 1, .max - 1, .max]) func seedsFarAway(seed: Int) throws
  {
    var settings = RunSettings.standard
    settings.seed = seed
    let knob = Knob.setting(.seed)
    let control = knob.control(settings, temperature: 0.5)
    #expect(try knob.set(control.value, in: settings) == settings)
    for value in [-control.coarse, -1, 1, control.coarse].map({ control.moved(by: $0) })
      + [0, 0.5, 1].map({ control.value(atShare: $0) })
    {
      let turned = try knob.set(value, in: settings).seed
      #expect(turned == seed || Double(turned) == value)
    }
    let run = try Run(corpus: Runs.trained().corpus, settings: settings)
    var person = try Person(chapter: 10, run: run)
    person.choose(knob)
    person.type("+-><")
    #expect(person.scene.newest.settings.seed.magnitude >= seed.magnitude / 2)
  }

  /// From one end to the other, and back, every value is there; microgpt.py's own among them.
  @Test(arguments: Knob.all) func wholeRange(knob: Knob) throws {
    var settings = RunSettings.standard
    var temperature = Scene.firstTemperature
    func values(_ amount: (Control) -> Double) throws -> [Double] {
      var values: [Double] = []
      while true {
        let control = knob.control(settings, temperature: temperature)
        let value = control.moved(by: amount(control))
        guard value != control.value else { return values }
        values.append(value)
        temperature = knob == .temperature ? value : temperature
        settings = try knob.set(value, in: settings)
        #expect((0...1).contains(knob.control(settings, temperature: temperature).share))
      }
    }
    _ = try values { -$0.coarse }
    let lowest = knob == .temperature ? temperature : knob.value(in: settings)
    let rising = try values { $0.step }
    let falling = try values { -$0.step }
    #expect(rising == rising.sorted() && Set(rising).count == rising.count && rising.count > 2)
    #expect(falling.dropLast() == rising.dropLast().reversed().map { $0 }[...])
    #expect(falling.last == lowest)
    #expect(([lowest] + rising).contains(knob.value(in: .standard)))
    #expect(Set(([lowest] + rising).map(knob.text)).count == rising.count + 1, "told apart")
  }

  @Test func learningRatesByTens() {
    let control = Knob.setting(.learningRate).control(.standard, temperature: 0.5)
    #expect(control.value == 0.01)
    #expect(control.moved(by: control.coarse) == 0.1)
    #expect(control.moved(by: -control.coarse) == 0.001)
    #expect(control.range == 0.0001...1)
  }

  /// A value that is not in the list, as from the command line: the next ones are those beside it.
  @Test func betweenTwoValues() {
    let control = Control("c", "c", 5, from: [1, 4, 6, 9], coarse: 2) { _ in [] }
    #expect(control.moved(by: 1) == 6 && control.moved(by: -1) == 4)
    func made(_ value: Double) -> Control {
      Control("c", "c", value, from: [1, 4], coarse: 1) { _ in [] }
    }
    #expect(control.moved(by: 2) == 9 && control.moved(by: -2) == 1)
    #expect(made(99).moved(by: -1) == 4)
    #expect(made(99).moved(by: 1) == 4)
    #expect(made(0).moved(by: 1) == 1)
    #expect(made(0).moved(by: -1) == 1)
    #expect((0...10).map { control.value(atShare: Double($0) / 10) }.contains(4))
  }

  @Test func presets() throws {
    let settings = try Preset.all.map { try $0.settings() }
    #expect(Set(settings).count == settings.count)
    #expect(Set(Preset.all.map(\.name)).count == settings.count)
    #expect(settings.first == .standard)
    for (index, settings) in settings.enumerated() {
      #expect(Preset.index(of: settings) == index)
    }
  }

  /// Each knob says what it does, whole at 80×24; only the temperature trains nothing.
  @Test(arguments: Knob.all) func whatAKnobSays(knob: Knob) throws {
    var person = try KnobTests.person()
    person.choose(knob)
    let caption = person.page.caption
    #expect(knob == .preset || caption.hasPrefix(knob.explanation))
    #expect(caption.contains("is trained again at once") == (knob != .temperature))
    #expect(Paragraph(caption).lines(width: 78).count <= 3)
  }

  // MARK: What is trained

  @Test(arguments: Knob.all) func everyKnobOnTheScreen(knob: Knob) throws {
    var person = try KnobTests.person()
    let before = person.visit.run
    person.choose(knob)
    #expect(person.chosen?.id == Target(knob))
    let value = try #require(person.chosen).moved(by: 1)
    person.type("+")
    guard knob != .temperature else {
      #expect(person.visit.pending == nil)
      #expect(person.visit.temperature == 0.6)
      #expect(person.lines.contains { $0.contains(/temperature +0.6 .*\*/) })
      return
    }
    #expect(person.visit.run.losses == before.losses)
    #expect(person.visit.run.settings == before.settings)
    person.wait(300)
    #expect(person.sees("another run: 0%"))
    let wanted = try knob.set(value, in: before.settings)
    #expect(person.scene.newest.settings == wanted)
    guard knob != .preset else { return }  // a thousand steps
    person.finishTraining()
    #expect(person.visit.run.settings == wanted)
    #expect(person.scene.moment == wanted.steps)
    #expect(person.sees(knob.text(value)))
    #expect(person.sees("━ now: \(knob.name) \(knob.text(value))"))
    #expect(person.sees("╍ before: \(knob.name) \(knob.text(knob.value(in: before.settings)))"))
    #expect(person.visit.name == "emma")
    let result = try #require(RunRecord.mean(of: person.visit.run.losses))
    #expect(person.sees(result.fixed(3)))
  }

  @Test func theMouse() throws {
    var person = try KnobTests.person()
    try person.drag(.slide(Target(Knob.setting(.blockSize))), to: 1)
    #expect(person.scene.newest.settings.size.blockSize == 32)
    #expect(person.chosen?.id == Target(Knob.setting(.blockSize)))
    try person.click(.pick(Target(Knob.setting(.width))))
    #expect(person.chosen?.id == Target(Knob.setting(.width)))
    person.mouse(.wheelDown(x: 1, y: 1))
    #expect(person.chosen?.id == Target(Knob.setting(.heads)))
  }

  @Test func seedsAndRestoring() throws {
    var person = try KnobTests.person()
    person.type("RR")
    #expect(person.scene.newest.settings.seed == 44)
    #expect(person.chosen?.id == Target(Knob.setting(.seed)))
    person.press(.down)
    person.type("+")
    #expect(person.visit.temperature == 0.6)
    person.press(.backspace)
    #expect(person.scene.newest.settings == .standard)
    #expect(person.visit.temperature == 0.5)
  }

  /// The temperature is the same in all chapters.
  @Test func temperatureInAllChapters() throws {
    var person = try KnobTests.person()
    person.choose(.temperature)
    person.type("++++")
    let names = person.visit.run.names(20, temperature: 0.9, at: 30).map(\.text)
    let name = try #require(names.first { !$0.isEmpty })
    #expect(person.sees(name))
    #expect(person.scene.names(20).map(\.text) == names)
    person.press(.tab)
    #expect(person.scene.temperature == 0.9)
    person.press(.backTab)
    person.press(.backspace)
    #expect(person.visit.temperature == 0.5)
  }

  // MARK: What is said

  @Test func captionsFit() throws {
    var person = try KnobTests.person()
    for knob in Knob.all {
      person.choose(knob)
      let caption = person.page.caption
      #expect(Paragraph(caption).lines(width: 78).count <= 3, "\(caption)")
      if knob != .preset { #expect(caption.contains(knob.explanation)) }
    }
    person.choose(.preset)
    for preset in Preset.all {
      person.visit.retrain(try preset.settings(), knob: nil, at: person.time)
      let caption = person.page.caption
      #expect(Paragraph(caption).lines(width: 78).count <= 3, "\(caption)")
      #expect(caption.contains(preset.lesson))
    }
  }
}

extension Person {
  /// Chooses a knob as the mouse does.
  mutating func choose(_ knob: Knob) { visit.apply([.choose(Target(knob))], at: time) }
}
