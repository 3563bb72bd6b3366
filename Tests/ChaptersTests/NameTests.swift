import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Typing a name: the picture follows, and what the model has no number for is refused.
@MainActor @Suite struct NameTests {
  @Test func typing() throws {
    var person = try Person(chapter: 2)
    person.edit("olivia")
    #expect(person.sees("name: olivia"))
    #expect(person.status.contains("name olivia"))
    person.press(.enter)
    #expect(person.explainer.name == "olivia")
    #expect(!person.sees("name: "))
    for number in Explainer.numbers {
      person.goTo(number)
      #expect(person.status.contains("name olivia"))
      #expect(person.status.contains(person.scene.trace.loss.fixed(3)))
    }
  }

  @Test(arguments: ["7", "É", "é", "-", " ", "山"]) func refused(letter: String) throws {
    var person = try Person(chapter: 2)
    person.type("e" + letter)
    #expect(person.explainer.name == "emma")
    #expect(person.status.contains("“\(letter)” is in none of the names"))
    person.type("s")
    #expect(person.explainer.name == "emmas")
    #expect(!person.status.contains("is in none"), "until the next key")
  }

  /// The names have small letters only, so a large one is taken for its small one.
  @Test func capitals() throws {
    var person = try Person(chapter: 2)
    person.edit("EvA")
    #expect(person.explainer.name == "eva")
    #expect(person.status.contains("A was taken as a"))
  }

  @Test func escapeRestores() throws {
    var person = try Person(chapter: 3)
    let before = person.picture
    person.edit("zoe")
    person.press(.escape)
    #expect(person.explainer.name == "emma")
    #expect(person.picture == before)
  }

  @Test func tooLongIsShownCut() throws {
    var person = try Person(chapter: 2)
    person.edit("maximilianalexanderthegreat")
    person.press(.enter, .right, .right, .right, .right, .right, .right, .right)
    #expect(person.scene.positions == 16)
    #expect(person.sees("16 positions"))
    person.goTo(3)
    #expect(person.beats.count == 17)
    person.edit(String(repeating: "ab", count: 40))
    #expect(person.explainer.name.count < 80)
    #expect(person.status.contains("most that can be typed"))
  }

  @Test func noNameAtAll() throws {
    var person = try Person(chapter: 2)
    person.edit("")
    for number in Explainer.numbers {
      person.press(.enter)
      person.goTo(number)
      person.press(.end)
      #expect(person.picture.isWhole)
      person.type("e")
    }
  }

  @Test func pasting() throws {
    var person = try Person(chapter: 2)
    person.paste("q\n")
    #expect(!person.explainer.isOver)
    #expect(person.explainer.name == "emma")
    #expect(person.status.contains("paste"))
    person.edit("")
    person.paste("an\nna7")
    #expect(person.explainer.name == "anna")
    #expect(person.status.contains("“7”"))
    #expect(person.sees("name: anna"), "a line end in pasted text is not Enter")
  }

  /// While a name is typed letters are letters, and no commands.
  @Test func lettersAreNoCommands() throws {
    var person = try Person(chapter: 2)
    person.edit("qrcnhjklpgmx")
    #expect(person.explainer.name == "qrcnhjklpgmx")
    #expect(!person.explainer.isOver)
    #expect(person.explainer.chapter.number == 2)
  }

  @Test func goingToAChapter() throws {
    var person = try Person(chapter: 2)
    person.type("g11")
    #expect(person.sees("Go to chapter: 11"))
    person.press(.enter)
    #expect(person.explainer.chapter.number == 11)
    person.type("4")
    #expect(person.explainer.chapter.number == 4)
    person.type("g99")
    person.press(.enter)
    #expect(person.explainer.chapter.number == 4)
    #expect(person.status.contains("there is no chapter 99"))
    person.type("g2")
    person.press(.escape)
    #expect(person.explainer.chapter.number == 4)
  }

  @Test func roundTheCourse() throws {
    var person = try Person(chapter: Explainer.numbers[0])
    var seen: [Int] = []
    for _ in Explainer.numbers {
      seen.append(person.explainer.chapter.number)
      person.press(.tab)
    }
    #expect(seen == Explainer.numbers)
    #expect(person.explainer.chapter.number == seen.first)
    for number in seen.reversed() {
      person.press(.backTab)
      #expect(person.explainer.chapter.number == number)
    }
  }
}

extension Person {
  /// Opens the prompt for the name, and types another one.
  mutating func edit(_ name: String) {
    if explainer.prompt == nil { type("e") }
    while !explainer.name.isEmpty { press(.backspace) }
    type(name)
  }

  mutating func goTo(_ chapter: Int) {
    type("g\(chapter)")
    press(.enter)
  }
}
