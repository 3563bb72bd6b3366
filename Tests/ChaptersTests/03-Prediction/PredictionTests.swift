import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The questions of a name: asked first, then answered by the model's own guesses.
@MainActor @Suite struct PredictionTests {
  @Test func guessesAreTheModels() throws {
    var person = try Person(chapter: 3, name: "olivia")
    let scene = person.scene
    for (position, made) in scene.trace.positions.enumerated() {
      try person.enter("answer-\(position)")
      let target = scene.tokens[position + 1]
      let best = try #require(made.probabilities.max())
      #expect(person.sees(best.percent()))
      #expect(person.sees(made.probabilities[target].percent()))
      let place = made.probabilities.count { $0 > made.probabilities[target] } + 1
      let words = place == 1 ? " the highest " : " the \(place)"
      #expect(person.page.caption.contains(words))
      #expect(
        person.page.caption.contains(
          "a probability of \(made.probabilities[target].percent()),"))
    }
  }

  /// While a question is asked nothing on the screen tells its answer, nor what comes after it.
  @Test(arguments: [Size(60, 16), Size(80, 24), Size(200, 60)]) func asksFirst(size: Size) throws {
    // No letter of the name is used in words, and none comes twice.
    var person = try Person(chapter: 3, name: "xqzj", size)
    person.visit.wantsCode = false
    let scene = person.scene
    for position in 0..<scene.positions {
      try person.enter("ask-\(position)")
      let picture = Array(person.lines[1..<(size.height - 7)])
      let boxes = try #require(picture.first { $0.contains("BOS") })
      #expect(boxes.contains("?"))
      for letter in scene.tokens[(position + 1)...].dropLast().map(scene.label) {
        #expect(!boxes.contains(letter), "\(letter) at position \(position)")
      }
      let question = picture.filter { $0.contains("→ ?") }
      #expect(question.count == 1)
      #expect(!person.text.contains(/\d\.\d%/), "no guess either")
      #expect(person.page.code().note?.hasSuffix("target = ?") == true)
      #expect(person.page.caption.contains("], what comes next? "))

      try person.enter("answer-\(position)")
      let answer = scene.label(scene.tokens[position + 1])
      #expect(person.sees("→ \(answer)"))
      #expect(!person.sees("→ ?"))
      #expect(person.sees("◀ right"))
    }
  }

  /// Each name of the training asks a question more than it has letters, as far as there is room.
  @Test func questionsOfOtherNames() throws {
    var person = try Person(chapter: 3, Size(100, 30))
    try person.enter("rules")
    for step in 0..<12 {
      let name = person.scene.run.document(ofStep: step)
      #expect(person.sees(" \(name) \(min(16, name.count + 1)) "))
    }
  }

  /// Who knows nothing gives all tokens the same.
  @Test func evenShares() throws {
    var person = try Person(chapter: 3, Size(200, 60))
    try person.enter("ask-0")
    #expect(person.lines.count { $0.contains(" 1/27 ") } == 27)
  }

  /// What the window shows and what is asked for are told apart, whatever the position.
  @Test(arguments: ["emma", "a", "", "maximilianalexander"]) func wordsBelowTheBoxes(name: String)
    throws
  {
    var person = try Person(chapter: 3, name: name)
    for position in 0..<person.scene.positions {
      try person.enter("ask-\(position)")
      let row = try #require(person.lines.first { $0.contains("╯") && $0.contains("comes next?") })
      #expect(row.contains(/╯ +what comes next\?/))
    }
  }

  /// The window follows: its bracket grows from the position before.
  @Test func theWindowMoves() throws {
    var person = try Person(chapter: 3)
    func bracket(_ share: Double) throws -> Int {
      let beat = try #require(person.beats.firstIndex { $0.id == "ask-3" })
      person.enter(beat: beat, share: share)
      let row = try #require(person.lines.first { $0.contains("╰─") && $0.contains("sees") })
      return row.count { $0 == "─" }
    }
    let widths = try [0, 0.5, 1].map(bracket)
    #expect(widths[0] < widths[1] && widths[1] < widths[2])
  }

  @Test func clickOnAToken() throws {
    var person = try Person(chapter: 3)
    for item in [4, 1, 3] {
      try person.click(.pick(Target(PredictionGame.Spot.token(item))))
      #expect(person.view.beat.id == "ask-\(item - 1)")
    }
    try person.click(.pick(Target(PredictionGame.Spot.token(0))))
    #expect(person.beat == 0)
  }

  /// An example that is answered is shown; one that is not is asked first.
  @Test func clickOnAnExample() throws {
    var person = try Person(chapter: 3)
    try person.enter("answer-3")
    try person.click(.pick(Target(PredictionGame.Spot.example(1))))
    #expect(person.view.beat.id == "answer-1")
    person.press(.home)
    let row = try #require(person.lines.firstIndex { $0.contains(" 2 BOS e m → ?") })
    person.click(8, row)
    #expect(person.view.beat.id == "ask-2")
  }

  /// What the keys of the moment would show is promised only where it is so.
  @Test func earlierAndLater() throws {
    var person = try Person(chapter: 3)
    try person.enter("answer-0")
    for (moment, words) in [
      (0, "} shows what it says later"), (1, "{ shows what it said before its training"),
      (99, "{ shows what it said before its training"), (100, "{ shows what it said 100 steps"),
      (1000, "{ shows what it said 100 steps"),
    ] {
      person.go(toMoment: moment)
      #expect(person.page.caption.contains(words))
      let share = person.scene.trace.positions[0].probabilities[person.scene.tokens[1]]
      #expect(person.page.caption.contains("a probability of \(share.percent()),"))
      #expect(
        person.page.caption.contains(
          moment == 0
            ? "Before its training"
            : "After \(moment.grouped) training step\(moment == 1 ? " " : "s")"))
    }
    // Before a run's first step there is nothing earlier and nothing later.
    var still = try Person(
      chapter: 3, run: Runs.make(seed: 42, steps: 5, documents: ["ab"]))
    try still.enter("answer-0")
    #expect(still.page.caption.contains("Before its training"))
    #expect(!still.page.caption.contains("{") && !still.page.caption.contains("}"))
  }

  /// Where the name is cut the last question says so, and has no BOS for an answer.
  @Test(arguments: [1, 3]) func smallBlocks(blockSize: Int) throws {
    let size = try ModelSize(width: 8, blockSize: blockSize, heads: 2)
    var run = try Runs.make(seed: 42, steps: 5, documents: ["emma", "anna"], size: size)
    while run.train() != nil {}
    var person = try Person(chapter: 3, run: run)
    #expect(person.beats.count { !$0.isCheckpoint } == 2 + 2 * blockSize)
    try person.enter("answer-\(blockSize - 1)")
    let words = blockSize == 1 ? "1 position." : "\(blockSize) positions."
    #expect(person.page.caption.hasSuffix("the model has only " + words))
  }

  @Test func aLongNameIsCut() throws {
    var person = try Person(chapter: 3, name: "maximilianalexanderthegreat")
    #expect(person.beats.count { !$0.isCheckpoint } == 34)
    try person.enter("answer-15")
    #expect(person.page.caption.contains("only 16 positions"))
  }
}
