import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The one table of keys.
@MainActor @Suite struct BindingTests {
  @Test func noKeyIsBoundTwice() {
    let keys = Binding.all.flatMap(\.keys)
    let digits = (1...9).map { Key.character(Character("\($0)")) }
    #expect(Set(keys + digits).count == keys.count + digits.count)
    #expect(Set(Binding.all.map(\.action)).count == Binding.all.count)
    #expect(Set(Binding.all.map(\.help)).count == Binding.all.count)
  }

  /// In the middle of a chapter each key changes the picture, or says that it does nothing.
  @Test(arguments: Visit.numbers) func everyKeyDoesSomething(chapter: Int) throws {
    var start = try Person(chapter: chapter)
    start.go(toMoment: 500)
    start.enter(beat: start.beats.count / 2)
    // Of many controls one in the middle; one is moved, where that can be, so that it can be restored.
    let move = start.chosen?.isAdjustable == true ? "+" : ""
    start.type(start.controls.count > 2 ? move + "j" + move : move)
    let before = start.picture
    for binding in Binding.all {
      for key in binding.keys {
        var person = start
        person.press(key)
        let choices: [Action] = [.nextControl, .previousControl, .pageUp, .pageDown]
        if choices.contains(binding.action) && start.controls.count < 3 { continue }
        #expect(
          person.visit.isOver || person.picture != before, "\(binding.shown)")
      }
    }
  }

  /// A page up and down: in what the scrub bar moves, else among the controls.
  @Test func pages() throws {
    var person = try Person(chapter: 10)
    person.go(toMoment: 500)
    person.press(.pageDown, .pageDown, .pageUp)
    #expect(
      person.scene.moment == 512, "a page has the rows of the window but for the frame’s dozen")
    person.goTo(11)
    try person.enter("twenty")
    let names = person.controls.map(\.name)
    person.press(.pageDown)
    #expect(person.chosen?.name == names[12])
    person.press(.pageDown)
    #expect(person.chosen?.name == names.last)
    person.press(.pageUp, .pageUp, .pageUp)
    #expect(person.chosen?.name == names.first)
  }

  @Test func unboundKeysDoNothing() throws {
    let start = try Person(chapter: Visit.numbers[0])
    for key in "zZ!0 QE".filter({ $0 != " " }) {
      var person = start
      person.type(String(key))
      #expect(person.picture == start.picture, "\(key)")
    }
  }

  /// All of the table can be read, whatever the window's height.
  @Test(arguments: [Size(80, 24), Size(80, 16), Size(200, 60)]) func helpFits(size: Size) throws {
    var person = try Person(chapter: Visit.numbers[0], size)
    person.type("?")
    var seen = ""
    let lines = Binding.lines(width: min(size.width - 4, 84) - 4)
    for _ in lines {
      seen += person.text + "\n"
      person.press(.down)
    }
    seen += person.text
    for line in lines {
      #expect(line.keys.isEmpty || seen.contains(line.keys))
      #expect(seen.contains(line.help), "\(line.help)")
    }
    let all = Binding.all.map { $0.shown + $0.help }.joined()
    #expect(
      lines.map { $0.keys + $0.help }.joined().filter { $0 != " " } == all.filter { $0 != " " })
  }

  @Test func glossaryFits() throws {
    var person = try Person(chapter: Visit.numbers[0])
    person.type("/")
    var seen = ""
    var last = ""
    while person.text != last {
      last = person.text
      seen += last + "\n"
      person.press(.down)
    }
    for term in Glossary.terms {
      #expect(seen.contains(term.name))
      for line in Paragraph(term.meaning).lines(width: 72) { #expect(seen.contains(line)) }
    }
    // What a chapter says that it explains is there.
    for chapter in person.visit.chapters {
      for name in type(of: chapter).explains {
        #expect(Glossary.terms.contains { $0.name == name }, "\(name)")
      }
    }
    let names = Glossary.terms.map { $0.name.lowercased() }
    #expect(names == names.sorted())
  }

  @Test(arguments: Visit.numbers) func mathematicsFits(chapter: Int) throws {
    var person = try Person(chapter: chapter)
    for beat in person.beats.indices.prefix(9) {
      person.enter(beat: beat, share: 1)
      person.type("m")
      let seen = person.lines.joined(separator: " ").split { " │".contains($0) }
      let texts = person.page.mathematics()
      #expect(!texts.isEmpty)
      for word in texts.flatMap({ $0.split { " │".contains($0) } }) {
        #expect(seen.contains(word), "beat \(beat + 1)")
      }
      person.type("m")
    }
  }
}
