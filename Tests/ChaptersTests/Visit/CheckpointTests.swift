import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Every question of the course, answered wrongly and rightly by keys: with other names, runs and data
/// as well, since the answers come from the run.
@MainActor @Suite struct CheckpointTests {
  /// What the questions are asked of.
  enum Setting: String, CaseIterable, Sendable {
    case standard, shortName, longName, untrained, otherSeed, otherData

    @MainActor func person(_ chapter: Int) throws -> Person {
      switch self {
      case .standard: return try Person(chapter: chapter)
      case .shortName: return try Person(chapter: chapter, name: "a")
      case .longName: return try Person(chapter: chapter, name: "christopher")
      case .untrained:
        var person = try Person(chapter: chapter)
        person.go(toMoment: 0)
        return person
      case .otherSeed: return try Person(chapter: chapter, run: Runs.short(steps: 60, seed: 7))
      case .otherData:
        var run = try Runs.make(
          seed: 3, steps: 20, documents: ["bob", "rolf", "ulf", "Fred", "bruno", "olof", "bob"],
          size: ModelSize(layers: 2, width: 8, blockSize: 8, heads: 2))
        while run.train() != nil {}
        return try Person(chapter: chapter, run: run)
      }
    }
  }

  @Test(arguments: Setting.allCases, Visit.numbers) func everyOne(
    setting: Setting, chapter: Int
  ) throws {
    var person = try setting.person(chapter)
    for checkpoint in person.chapter.checkpoints(in: person.scene) {
      try person.enter(checkpoint.beatID)
      let place: Comment = "\(setting.rawValue): \(checkpoint.id)"
      guard let ask = checkpoint.ask(person.view.cue) else {
        #expect(setting != .standard, place)
        continue
      }
      #expect(Paragraph(person.page.caption).lines(width: 78).count <= 3, place)
      switch ask {
      case .choose(_, let choices): try choose(checkpoint, choices, person, place)
      case .number(_, let answer): number(checkpoint, answer, person, place)
      case .line(_, let line): try self.line(checkpoint, line, person, place)
      case .task: break
      }
    }
  }

  /// How a checkpoint stands.
  private func tries(_ checkpoint: Checkpoint, _ person: Person) -> Progress.Tries? {
    person.visit.progress.checkpoints[checkpoint.id]
  }

  private func sees(_ words: String, _ person: Person) -> Bool {
    person.words.contains(words.split(separator: " ").joined(separator: " "))
  }

  // MARK: Each kind

  private func choose(
    _ checkpoint: Checkpoint, _ choices: [Checkpoint.Choice], _ start: Person, _ place: Comment
  ) throws {
    #expect((2...4).contains(choices.count), place)
    #expect(choices.count { $0.isRight } == 1, place)
    #expect(Set(choices.map(\.words)).count == choices.count, place)
    #expect(Set(choices.map(\.reason)).count == choices.count, place)
    var person = start
    func answer(_ index: Int) {
      for _ in choices { person.press(.up) }
      for _ in 0..<index { person.press(.down) }
      person.press(.enter)
    }
    for (index, choice) in choices.enumerated() where !choice.isRight {
      answer(index)
      #expect(tries(checkpoint, person)?.wrong.last == choice.words, place)
      #expect(tries(checkpoint, person)?.outcome == .open, place)
      #expect(sees("✗ " + choice.words, person) && sees(choice.reason, person), place)
      // Also in the smallest window.
      var small = person
      small.resize(60, 16)
      #expect(choices.allSatisfy { sees($0.words, small) }, place)
      #expect(sees(choice.reason, small), place)
      let before = person.visit.progress
      person.press(.enter)
      #expect(person.visit.progress == before && person.status.contains("struck out"), place)
    }
    let right = try #require(choices.firstIndex { $0.isRight })
    answer(right)
    #expect(tries(checkpoint, person)?.outcome == .solved, place)
    #expect(tries(checkpoint, person)?.wrong.count == choices.count - 1, place)
    #expect(sees("✓ " + choices[right].words, person), place)
    #expect(sees(choices[right].reason, person), place)
    person.press(.enter)
    #expect(person.status.contains("answered"), place)
    // At once, and with the mouse.
    person = start
    let spot = CheckpointPages.Spot(checkpoint: checkpoint.id, place: right)
    try person.click(.pick(Target(spot)))
    #expect(tries(checkpoint, person)?.outcome == .solved, place)
    #expect(tries(checkpoint, person)?.wrong.isEmpty == true, place)
  }

  private func number(
    _ checkpoint: Checkpoint, _ answer: Checkpoint.Answer, _ start: Person, _ place: Comment
  ) {
    #expect(answer.value.isFinite && answer.given.contains { $0.contains("?") }, place)
    var person = start
    func type(_ value: Double) -> String {
      let text = value.fixed(answer.digits + 1)
      person.type(text)
      #expect(person.visit.prompt != nil, place)
      person.press(.enter)
      return text
    }
    let far = answer.tolerance + 1
    let high = type(answer.value + far)
    #expect(sees("✗ \(high): too high", person), place)
    let low = type(answer.value - far)
    #expect(sees("✗ \(low): too low", person), place)
    #expect(tries(checkpoint, person)?.wrong == [high, low], place)
    let shown = answer.value.fixed(answer.digits)
    var other = person
    person.type(shown)
    person.press(.enter)
    #expect(tries(checkpoint, person)?.outcome == .solved, place)
    #expect(sees("✓ \(shown) is right. \(answer.way)", person), place)
    // After a third wrong one it is shown.
    other.press(.enter)
    other.type((answer.value + 2 * far).fixed(answer.digits + 1))
    other.press(.enter)
    #expect(tries(checkpoint, other)?.outcome == .shown, place)
    other.resize(60, 16)
    #expect(sees("It is \(shown). \(answer.way)", other), place)
    other.resize(80, 24)
    #expect(sees("It is \(shown). \(answer.way)", other), place)
  }

  private func line(
    _ checkpoint: Checkpoint, _ line: Checkpoint.Line, _ start: Person, _ place: Comment
  ) throws {
    let lines = line.code.snippet.lines
    #expect(lines.count { $0.text.contains(line.code.mark) } == 1, place)
    #expect(start.controls.count > 3, place)
    // What is said of wrong lines is said of lines that are there.
    for (piece, _) in line.wrong {
      #expect(lines.contains { $0.text.contains(piece) }, "\(piece): \(place)")
    }
    let right = try #require(start.controls.firstIndex { $0.name.contains(line.code.mark) }, place)
    #expect(right > 0, "the cursor begins elsewhere")
    for size in [Size(60, 16), Size(80, 24), Size(200, 60)] {
      var person = start
      person.resize(size.width, size.height)
      person.visit.wantsCode = false
      for (index, control) in start.controls.enumerated() where index != right {
        person.press(.enter)
        #expect(tries(checkpoint, person)?.wrong.last == control.name, place)
        let reason = line.wrong.first { control.name.contains($0.key) }?.value ?? "Not this one."
        #expect(sees("✗ " + reason, person), "\(control.name): \(place)")
        person.press(.down)
        if index + 1 == right { person.press(.down) }
      }
      for _ in start.controls { person.press(.up) }
      for _ in 0..<right { person.press(.down) }
      person.press(.enter)
      #expect(tries(checkpoint, person)?.outcome == .solved, place)
      #expect(sees("✓ " + line.reason, person), place)
      person.type("c")
      #expect(person.status.contains("code stays open"), place)
    }
  }

  // MARK: Tasks

  /// What solves each task, beginning with emma and the trained run.
  private static let solutions: [String: (inout Person) throws -> Void] = [
    "build": { person in
      person.type("eabba")
      #expect(person.visit.progress.checkpoints["build"] == nil, "not while it is typed")
      person.press(.enter)
    },
    "half": { person in
      person.press(.up, .up, .up, .up, .up)
      person.type(">" + "+++")
    },
    "more": { person in
      person.type("exqzw")
      person.press(.enter)
    },
    "fall": { person in
      let loss = person.scene.trace.loss
      person.press(.enter)
      person.type("-")
      for _ in 0..<2 where person.scene.trace.loss >= loss { person.type("+") }
      person.press(.escape)
    },
    "broken": { person in
      person.choose(Knob.setting(.learningRate))
      person.type(">>>>>")
      person.finishTraining()
    },
    "beat": { person in
      person.choose(Knob.preset)
      for _ in 0..<Preset.all.count { person.type("+") }
      person.finishTraining()
    },
    "sharp": { person in
      for _ in 0..<9 { person.type("-") }
    },
  ]

  @Test(arguments: Visit.numbers) func tasks(chapter: Int) throws {
    var person = try Person(chapter: chapter)
    for checkpoint in person.chapter.checkpoints(in: person.scene) {
      try person.enter(checkpoint.beatID)
      guard case .task(let question, let task) = checkpoint.ask(person.view.cue) else { continue }
      let place: Comment = "\(checkpoint.id)"
      #expect(!task.isDone && sees(question, person) && sees(task.hint, person), place)
      #expect(person.visit.progress.checkpoints[checkpoint.id] == nil, place)
      let solution = try #require(CheckpointTests.solutions[checkpoint.id], place)
      var solved = person
      try solution(&solved)
      #expect(tries(checkpoint, solved)?.outcome == .solved, place)
      #expect(solved.page.caption.hasPrefix("✓ "), place)
      // It stays solved.
      solved.press(.left, .right)
      #expect(solved.page.caption.hasPrefix("✓ "), place)
    }
  }

  // MARK: All together

  /// Two to four in each chapter, of all kinds, each with an id of its own, behind a beat that is there.
  @Test func theyStandWhereTheyBelong() throws {
    var ids: [String] = []
    var kinds: Set<String> = []
    var places: [Int] = []
    for chapter in Visit.numbers {
      let person = try Person(chapter: chapter)
      let checkpoints = person.chapter.checkpoints(in: person.scene)
      let own = person.chapter.beats(in: person.scene).map(\.id)
      for checkpoint in checkpoints {
        let place: Comment = "\(checkpoint.id)"
        #expect(checkpoint.id.wholeMatch(of: /[a-z]+/) != nil, place)
        #expect(own.contains(checkpoint.home), place)
        let index = try #require(person.beats.firstIndex { $0.id == checkpoint.beatID }, place)
        #expect(index > 0 && person.beats[index - 1].home == checkpoint.home, place)
        switch checkpoint.ask(Cue(beat: checkpoint.beatID)) {
        case .choose(_, let choices):
          kinds.insert("choose")
          places += choices.indices.filter { choices[$0].isRight }
        case .number: kinds.insert("number")
        case .line: kinds.insert("line")
        case .task: kinds.insert("task")
        case nil: Issue.record("nothing is asked: \(checkpoint.id)")
        }
      }
      ids += checkpoints.map(\.id)
    }
    #expect(Set(ids).count == ids.count)
    #expect(kinds.count == 4)
    // The place does not give the right choice away.
    for place in 0..<3 { #expect(places.count { $0 == place } * 2 <= places.count + 1) }
  }

  /// Nothing is in the way: → goes on without an answer, and ← comes back to what was answered.
  @Test func goingOnAndComingBack() throws {
    var person = try Person(chapter: 2)
    try person.enter("check-amounts")
    let beat = person.beat
    let fresh = person.picture
    person.press(.right)
    #expect(person.beat == beat + 1)
    person.press(.left)
    #expect(person.beat == beat && person.picture == fresh)
    person.press(.enter)
    let struck = person.picture
    person.press(.right, .left)
    #expect(person.picture == struck && struck != fresh)
    person.goTo(3)
    person.goTo(2)
    #expect(person.picture == struck)
  }

  /// Where another name changes the right answer, the question is open again; what was done stays done.
  @Test func anotherNameOpensTheQuestionAgain() throws {
    var person = try Person(chapter: 3)
    try person.enter("check-questions")
    person.type("8")
    person.press(.enter)
    #expect(person.visit.progress.checkpoints["questions"]?.outcome == .solved)
    person.type("ezoe")
    person.press(.enter)
    #expect(person.page.entry != nil && !person.sees("✓"))
    #expect(person.scene.progress.tries(at: "questions", for: "7").isDone)
    #expect(!person.scene.progress.tries(at: "questions", for: "7").isOver)
  }

  /// What is no number is not taken for a try; a comma and a percent sign are.
  @Test func howNumbersAreTyped() throws {
    #expect(NumberTries.number("−1,5") == -1.5)
    #expect(NumberTries.number("12.5 %") == 12.5)
    #expect(NumberTries.number("") == nil && NumberTries.number("1.2.3") == nil)
    #expect(NumberTries.number("inf") == nil && NumberTries.number("1e999") == nil)
    var person = try Person(chapter: 3)
    try person.enter("check-questions")
    person.press(.enter)
    person.type("what")
    person.press(.enter)
    #expect(person.status.contains("That is no number"))
    #expect(person.visit.progress.checkpoints["questions"] == nil)
    person.type("9")
    person.press(.escape)
    #expect(person.visit.progress.checkpoints["questions"] == nil, "taken back")
  }

  /// While it plays, a checkpoint is shown for its time and stops nothing.
  @Test func playing() throws {
    var person = try Person(chapter: 2)
    try person.enter("labels")
    person.type(" ")
    #expect(person.view.beat.id == "check-amounts")
    person.wait(Checkpoint.hold - 1)
    #expect(person.view.beat.id == "check-amounts")
    person.wait(1)
    #expect(person.view.beat.id == "chunks")
    #expect(person.visit.progress.checkpoints.isEmpty)
  }
}
