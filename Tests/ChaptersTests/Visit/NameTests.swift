import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Typing a name: the picture follows, and what the model has no number for is refused.
@MainActor @Suite struct NameTests {
  @Test func typing() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.edit("olivia")
    #expect(person.sees("name: olivia"))
    #expect(person.status.contains("name olivia"))
    person.press(.enter)
    #expect(person.visit.name == "olivia")
    #expect(!person.sees("name: "))
    for number in Visit.numbers {
      person.goTo(number)
      #expect(person.status.contains("name olivia"))
      // The loss is spoken of from the chapter on that explains it.
      let words = "loss of olivia \(person.scene.trace.loss.fixed(3))"
      #expect(person.status.contains(words) == person.visit.explained.contains(.loss))
    }
  }

  @Test(arguments: ["7", "É", "é", "-", " ", "山"]) func refused(letter: String) throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.type("e" + letter)
    #expect(person.visit.name == "emma")
    #expect(person.status.contains("“\(letter)” is in none of the names"))
    person.press(.end)
    person.type("s")
    #expect(person.visit.name == "emmas")
    #expect(!person.status.contains("is in none"), "until the next key")
  }

  /// The names have small letters only, so a large one is taken for its small one.
  @Test func capitals() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.edit("EvA")
    #expect(person.visit.name == "eva")
    #expect(person.status.contains("A was taken as a"))
  }

  @Test func escapeRestores() throws {
    var person = try Person(chapter: Visit.numbers[0])
    let before = person.picture
    person.edit("zoe")
    person.press(.escape)
    #expect(person.visit.name == "emma")
    #expect(person.picture == before)
  }

  @Test func tooLongIsShownCut() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.edit("maximilianalexanderthegreat")
    #expect(person.scene.positions == 16)
    person.edit(String(repeating: "ab", count: 40))
    #expect(person.visit.name.count < 80)
    #expect(person.status.contains("most that can be typed"))
  }

  /// The first letter takes the place of the old name; what edits it first keeps it.
  @Test func theFirstLetterReplaces() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.type("ezoe")
    #expect(person.visit.name == "zoe")
    person.press(.enter)
    person.type("e")
    person.press(.left, .left)
    person.type("l")
    #expect(person.visit.name == "zloe")
    person.press(.backspace, .delete)
    #expect(person.visit.name == "ze")
    person.press(.home)
    person.type("a")
    #expect(person.visit.name == "aze")
    person.press(.escape)
    #expect(person.visit.name == "zoe")
    person.type("e")
    person.press(.backspace)
    person.type("y")
    #expect(person.visit.name == "zoy")
  }

  @Test func noNameAtAll() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.edit("")
    for number in Visit.numbers {
      person.press(.enter)
      person.goTo(number)
      person.press(.end)
      #expect(person.picture.isWhole)
      person.type("e")
    }
  }

  @Test func pasting() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.paste("q\n")
    #expect(!person.visit.isOver)
    #expect(person.visit.name == "emma")
    #expect(person.status.contains("paste"))
    person.edit("")
    person.paste("an\nna7")
    #expect(person.visit.name == "anna")
    #expect(person.status.contains("“7”"))
    #expect(person.sees("name: anna"), "a line end in pasted text is not Enter")
  }

  /// While a name is typed letters are letters, and no commands.
  @Test func lettersAreNoCommands() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.edit("qrcnhjklpgmx")
    #expect(person.visit.name == "qrcnhjklpgmx")
    #expect(!person.visit.isOver)
    #expect(person.chapter.number == Visit.numbers[0])
  }

  @Test func goingToAChapter() throws {
    let numbers = Visit.numbers
    var person = try Person(chapter: numbers[0])
    for number in numbers.reversed() {
      person.type("g\(number)")
      person.press(.enter)
      #expect(person.chapter.number == number)
    }
    for number in numbers where number < 10 {
      person.type("\(number)")
      #expect(person.chapter.number == number)
    }
    let before = person.chapter.number
    person.type("g\(numbers[0])")
    person.press(.escape)
    #expect(person.chapter.number == before)
  }

  @Test func roundTheCourse() throws {
    var person = try Person(chapter: Visit.numbers[0])
    var seen: [Int] = []
    for _ in Visit.numbers {
      seen.append(person.chapter.number)
      person.press(.tab)
    }
    #expect(seen == Visit.numbers)
    #expect(person.chapter.number == seen.first)
    for number in seen.reversed() {
      person.press(.backTab)
      #expect(person.chapter.number == number)
    }
  }
}

extension Person {
  /// Opens the prompt for the name, and types another one in its place.
  mutating func edit(_ name: String) {
    if visit.prompt == nil { type("e") }
    press(.end)
    while !visit.name.isEmpty { press(.backspace) }
    type(name)
  }
}
