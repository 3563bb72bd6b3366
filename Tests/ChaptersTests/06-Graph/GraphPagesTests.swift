import MicroGPT
import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// The small graph, by keys: forward, back, both ways, moved a little.
@MainActor @Suite struct GraphPagesTests {
  /// Whatever a and b are, the gradients are b + 1 and a.
  @Test func slidersMoveEverything() throws {
    var person = try Person(chapter: 6, Size(100, 30))
    try person.enter("paths")
    for (keys, a, b) in [("", 2.0, 3.0), ("+", 2.1, 3), ("<<<", -0.9, 3), ("j----", -0.9, 2.6)] {
      person.type(keys)
      let picture = person.text
      #expect(person.sees("L = a · b + a = \((a * b + a).plain)"))
      #expect(picture.contains("∂ \((b + 1).fixed(2))"), "a: \(a), \(b)")
      #expect(picture.contains("∂ \(a.fixed(2))"), "b: \(a), \(b)")
      #expect(person.sees("\(b.plain) × 1 = \(b.plain)"))
      #expect(
        person.page.caption.contains("worth \(b.plain), and straight on, worth 1"))
      #expect(person.page.caption.contains("\(b.plain) + 1 = \((b + 1).plain)"))
    }
  }

  /// The mouse drags a slider; the graph follows.
  @Test func sliderByMouse() throws {
    var person = try Person(chapter: 6)
    try person.enter("forward")
    let target = Target(TrackingCalculations.Variable(name: "b"))
    try person.drag(.slide(target), to: 1)
    #expect(person.sees("L = a · b + a = 12"))
    #expect(person.chosen?.name == "b")
  }

  /// Values come one after the other, and gradients edge by edge.
  @Test func movement() throws {
    var person = try Person(chapter: 6, Size(100, 30))
    let forward = try #require(person.beats.firstIndex { $0.id == "forward" })
    var unknown: [Int] = []
    for share in [0, 0.25, 0.6, 1] {
      person.enter(beat: forward, share: share)
      unknown.append(person.lines.count { $0.contains("│ ?") })
      #expect(person.text.contains("●─") == true)
    }
    #expect(unknown == [2, 2, 1, 0])
    let sum = try #require(person.beats.firstIndex { $0.id == "sum" })
    var gradients: [Int] = []
    for beat in [sum, sum + 1] {
      for share in [0.0, 0.6, 1] {
        person.enter(beat: beat, share: share)
        gradients.append(person.lines.dropLast(8).count { $0.contains(/× \d ?[─▸]/) })
      }
    }
    #expect(gradients == gradients.sorted() && Set(gradients).count > 2)
    // What is on its way is somewhere on an edge.
    person.enter(beat: sum, share: 0.25)
    let edges = person.picture.cells.filter { $0.glyph == "●" && $0.role == .chosen }
    #expect(edges.count == 3, "the slider’s knob, the scrub bar’s, and the gradient")
  }

  /// Below the graph stands what each number was made of; what is not computed yet has no value there.
  @Test func whatEachNumberIsMadeOf() throws {
    var person = try Person(chapter: 6, Size(100, 30))
    for (share, known) in [(0.2, 0), (0.6, 1), (1, 2)] {
      try person.enter("forward", share: share)
      #expect(person.sees("a · b") && person.sees("c + a"))
      let results = ["c = 2 · 3 = 6", "L = 6 + 2 = 8"]
      #expect(results.count { person.sees($0) } == known)
    }
  }

  /// Of both at once a hundredth is missing with a tenth of the move; of one alone nothing.
  @Test func nudges() throws {
    var person = try Person(chapter: 6)
    try person.enter("nudge")
    #expect(person.chosen?.id == Target(TrackingCalculations.AllVariables()))
    for (nudge, moved, missing) in [
      ("0.1", "0.6100000", "0.0100000"), ("0.01", "0.0601000", "0.0001000"),
      ("0.001", "0.0060010", "0.0000010"),
    ] {
      let row = try #require(person.lines.first { $0.contains(" \(nudge) ") && $0.contains(moved) })
      #expect(row.contains(missing))
    }
    #expect(person.lines.count { $0.contains("  100.0") } == 2)
    #expect(person.sees("moved by 0.1"), "the same as bars")
    #expect(person.page.caption.contains("100.0 times smaller"))
    person.press(.up)
    #expect(person.page.caption.contains("exactly right"))
    #expect(person.lines.count { $0.contains("exact") } >= 2)
    #expect(!person.sees("100.0"))
    // The reader’s own formula bends in each variable.
    person.type("x")
    #expect(person.sees("L = (a*b + c)^2"))
    person.press(.up, .up)
    #expect(
      person.page.caption.contains("99.9 times smaller") || person.page.caption.contains("100.0"))
  }

  /// The code runs on the example: at each step what it has done so far, at the end all gradients.
  @Test func theCodeInWords() throws {
    var person = try Person(chapter: 6, Size(100, 30))
    try person.enter("words")
    let run = BackwardRun(.example(a: 2, b: 3))
    #expect(run.events.count == 10)
    person.type("<<<<")
    var seen: [String] = []
    for step in 0...10 {
      #expect(person.sees(run.words(at: step)), "step \(step)")
      #expect(person.page.code().mark == run.line(at: step).mark)
      seen.append(run.words(at: step))
      person.type("+")
    }
    #expect(seen.contains("a: 1 + 3 × 1 = 4") && seen.contains("b: 0 + 2 × 1 = 2"))
    #expect(Set(seen).count == seen.count)
    // All lines of the code come to work.
    let lines = Set((0...10).map { run.line(at: $0) })
    #expect(lines.count == BackwardRun.Line.allCases.count)
  }

  @Test func whatAValueKeeps() throws {
    var person = try Person(chapter: 6)
    try person.enter("value")
    for (label, operation, mark) in [
      ("L", "add", "append(.add"), ("c", "multiply", "append(.multiply"),
      ("b", "leaf", "append(.leaf"), ("a", "leaf", "append(.leaf"),
    ] {
      #expect(person.chosen?.name == label)
      #expect(person.lines.contains { $0.contains("▸ \(label) ") && $0.contains(operation) })
      #expect(person.page.code().mark == mark)
      person.press(.up)
    }
    try person.click(.pick(Target(TrackingCalculations.ExampleStep(index: 2))))
    #expect(person.chosen?.name == "c")
  }
}

/// A formula of one’s own, typed.
@MainActor @Suite struct OwnFormulaTests {
  private func person(_ size: Size = Size(80, 24), typing text: String? = nil) throws -> Person {
    var person = try Person(chapter: 6, size)
    try person.enter("expression")
    if let text {
      person.type("x")
      person.type(text)
    }
    return person
  }

  @Test func typed() throws {
    var person = try person(typing: "exp(a) * b")
    #expect(person.sees("L = exp(a) * b"))
    let value = Elementary.exp(2) * -1
    #expect(person.sees(" = \(value.plain)"))
    person.press(.enter)
    #expect(person.controls.prefix(2).map(\.name) == ["a", "b"])
    person.type(">")
    #expect(person.sees(" = \((Elementary.exp(3) * -1).plain)"))
    #expect(person.sees("∂ \((Elementary.exp(3) * -1).fixed(2))"))
    #expect(person.sees("∂ \(Elementary.exp(3).fixed(2))"))
    // Letters are letters while it is typed, and keys again behind it.
    person.type("c")
    #expect(person.visit.wantsCode == true)
  }

  /// A mistake is shown where it is, and the last graph stays.
  @Test func mistakes() throws {
    var person = try person(typing: "a * b + a")
    person.type(" + @")
    let rows = person.lines
    let row = try #require(rows.firstIndex { $0.contains("L = a * b + a + @") })
    let caret = try #require(rows[row + 1].firstIndex(of: "▲"))
    let wrong = try #require(rows[row].firstIndex(of: "@"))
    #expect(
      rows[row].distance(from: rows[row].startIndex, to: wrong)
        == rows[row + 1].distance(from: rows[row + 1].startIndex, to: caret))
    #expect(rows[row + 1].contains("“@” has no meaning in a formula here."))
    #expect(person.sees("The last that could be computed: L = a * b + a, a = 2, b = -1"))
    #expect(person.sees("│ L +") && person.sees("∂ 0.00"))
    person.press(.backspace, .backspace, .backspace, .backspace)
    #expect(!person.sees("▲"))
    person.press(.enter)
    #expect(person.sees("L = a * b + a = 0"))
  }

  /// While the text is no formula, the sliders move the last one.
  @Test func slidersOfTheLastFormula() throws {
    var person = try person(typing: "a * b")
    person.type(" $")
    person.press(.enter)
    person.type(">j<")
    #expect(person.sees("The last that could be computed: L = a * b, a = 3, b = -2"))
    #expect(person.sees("∂ 3.00") && person.sees("-6.00"))
  }

  /// A slider can lead out of what can be computed, and back.
  @Test func outAndBack() throws {
    var person = try person(typing: "log(a)")
    person.press(.enter)
    person.type("<<<")
    #expect(person.sees("There is no logarithm of -1, only of numbers above 0."))
    #expect(person.sees("The last that could be computed: L = log(a), a = 1"))
    person.type(">")
    #expect(person.sees("There is no logarithm of 0"))
    person.type(">")
    #expect(person.sees("L = log(a) = 0"))
  }

  @Test func escapeBringsTheFormerOneBack() throws {
    var person = try person(typing: "a ^ 3")
    person.press(.escape)
    #expect(person.sees("L = (a*b + c)^2 = 1"))
    person.type("x")
    person.type("7")
    person.press(.enter)
    #expect(person.sees("L = 7 = 7"))
    person.press(.backspace)
    #expect(person.sees("L = (a*b + c)^2 = 1"))
    person.press(.backspace)
    #expect(person.status.contains("This is the first formula already"))
  }

  /// What is too large to be drawn is listed in order; ↓ goes through all of it.
  @Test func longFormulas() throws {
    var person = try person(
      typing: "exp(a)*b + exp(b)*c + exp(c)*a + log(relu(a) + 1) / (b + 9)")
    person.press(.enter)
    let own = try #require((person.chapter as? TrackingCalculations)?.own)
    #expect(own.error == nil && own.good.graph.steps.count > 15)
    #expect(person.sees("… "), "more than there is room for")
    var seen = ""
    for _ in 0..<40 {
      seen += person.text
      person.press(.down)
    }
    for step in own.good.graph.steps { #expect(seen.contains(" \(step.label) ")) }
  }

  @Test func pasted() throws {
    var person = try person()
    person.type("x")
    person.paste("relu(b) + 0.5\n")
    #expect(person.sees("L = relu(b) + 0.5 = 0.5"))
    person.paste(String(repeating: "9", count: 200))
    #expect(person.status.contains("60 characters are the most that can be typed"))
    #expect(person.picture.isWhole)
  }

  /// Whatever is typed and moved, in windows of all sizes: a whole picture.
  @Test(arguments: 1...4) func anything(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    var person = try person()
    let keys: [Key] = [.enter, .escape, .backspace, .left, .down, .up, .home, .delete]
    let letters = Array("abcx+-*/^().0123456789 logexprlu<>山")
    for round in 0..<400 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        person.press(keys[Int.random(in: 0..<keys.count, using: &random)])
      } else {
        person.type(String(letters[Int.random(in: 0..<letters.count, using: &random)]))
      }
      if round % 40 == 0 {
        let sizes = [Size(60, 16), Size(80, 24), Size(120, 40), Size(20, 5)]
        let size = sizes[round / 40 % sizes.count]
        person.resize(size.width, size.height)
      }
      #expect(person.picture.isWhole)
    }
  }
}
