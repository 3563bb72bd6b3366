import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The list of all names: scrolled, jumped in, searched.
@MainActor @Suite struct NamesTests {
  /// A row of the list as it is seen.
  private struct Row: Equatable {
    let line: Int
    let name: String
    let times: Int
    let step: Int?
    let isChosen: Bool
  }

  private func rows(_ person: Person) -> [Row] {
    person.lines.compactMap { text in
      guard
        let found = text.firstMatch(of: /^ (▸| ) +([\d,]+)  ([a-z]+) +(×(\d+) +)?([\d,]+|never)/)
      else { return nil }
      func number(_ text: Substring) -> Int? { Int(text.filter { $0 != "," }) }
      return Row(
        line: number(found.2) ?? 0, name: String(found.3), times: found.5.flatMap { Int($0) } ?? 1,
        step: number(found.6), isChosen: found.1 == "▸")
    }
  }

  /// What is said of the name under the cursor and of the search, at the right of an 80×24 window.
  private func panel(_ person: Person) -> String {
    let picture = person.picture
    let rows = (2..<17).map { y in
      String(String.UnicodeScalarView((50..<80).map { picture[$0, y].glyph }))
        .replacing("\0", with: "")
    }
    return rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  private func chosen(_ person: Person) -> Row? {
    let rows = rows(person).filter(\.isChosen)
    return rows.count == 1 ? rows[0] : nil
  }

  private func person(_ size: Size = Size(80, 24), run: Run? = nil) throws -> Person {
    var person = try Person(chapter: 1, size, run: run)
    person.visit.wantsCode = false
    try person.enter("names")
    return person
  }

  /// Each row is the line of the file, with how often its name is there and when it is trained first.
  @Test func rowsAreThoseOfTheFile() throws {
    let run = try Runs.trained()
    let lines = try Runs.names().documents
    let counts = Dictionary(grouping: lines) { $0 }.mapValues(\.count)
    let order = run.documents
    var person = try person(run: run)
    for _ in 0..<4 {
      let rows = rows(person)
      #expect(rows.count >= 10)
      for row in rows {
        #expect(lines[row.line - 1] == row.name)
        #expect(counts[row.name] == row.times)
        let step = try #require(order.firstIndex(of: row.name)) + 1
        #expect(row.step == (step > 1000 ? nil : step))
      }
      person.type(">>>")
    }
  }

  /// A name is lit from the moment on that training has shown it.
  @Test func namesLightUp() throws {
    let run = try Runs.trained()
    var person = try person(run: run)
    let place = run.place(ofStep: 299)
    person.visit.apply([.chapter(at(place))], at: 0)
    #expect(chosen(person)?.step == 300)
    person.press(.down)
    func isLit() -> Bool {
      let row = person.lines.firstIndex { $0.contains(" \(run.corpus[place]) ") } ?? 0
      let x = person.lines[row].firstRange(of: run.corpus[place])?.lowerBound
      let column = x.map { person.lines[row].distance(from: person.lines[row].startIndex, to: $0) }
      return person.picture[column ?? 0, row].role == .token
    }
    person.go(toMoment: 299)
    #expect(!isLit())
    person.press(.up)
    #expect(panel(person).contains("Training comes to it in step 300."))
    person.type("]")
    #expect(panel(person).contains("Training showed it to the model in step 300."))
    person.press(.down)
    #expect(isLit())
    person.type("[")
    #expect(!isLit())
  }

  private func at(_ line: Int) -> TheDataset {
    var chapter = TheDataset()
    chapter.line = line
    return chapter
  }

  @Test func scrollingAndJumping() throws {
    var person = try person()
    func expect(_ line: Int, _ what: Comment) {
      #expect(chosen(person)?.line == line, what)
      #expect(person.sees("line \(line.grouped) of 32,952"), what)
    }
    expect(1, "at first")
    person.press(.up)
    expect(1, "there is nothing above")
    person.press(.down, .down)
    expect(3, "↓ ↓")
    person.type("+")
    expect(13, "+")
    person.press(.pageDown)
    expect(25, "a page down")
    person.press(.pageUp, .pageUp)
    expect(1, "two pages up")
    person.type(">")
    expect(3296, ">")
    person.type("<")
    expect(1, "<")
    person.mouse(.wheelDown(x: 5, y: 5))
    expect(2, "the wheel")
    try person.click(.pick(Target(TheDataset.Spot.line(6))))
    expect(7, "a click")
    try person.drag(.slide(Target(FrameTarget.scrubber)), to: 1)
    expect(32_952, "the bar, to its end")
    person.press(.down)
    expect(32_952, "there is nothing below")
    person.press(.right)
    #expect(person.beats[person.beat].id == "twice")
    person.press(.left)
    expect(32_952, "it stays where it was")
  }

  /// The scrub bar is the list's, but the buttons still play and pause the beats.
  @Test func playing() throws {
    var person = try person()
    person.press(.left)
    person.type(" ")
    #expect(person.beats[person.beat].id == "names" && person.sees("‖ pause"))
    person.wait(2100)
    #expect(person.beats[person.beat].id == "twice")
    person.press(.left)
    person.type("t")
    person.wait(50)
    #expect(person.beats[person.beat].id == "names")
    #expect(person.scene.isTraining && !person.sees("‖ pause"))
  }

  @Test func finding() throws {
    let lines = try Runs.names().documents
    let hits = lines.indices.filter { lines[$0].contains("mma") }
    var person = try person()
    person.press(.down, .down)
    person.type("f")
    #expect(person.sees("Find: "))
    person.type("mma")
    #expect(panel(person).contains("\(hits.count) names with “mma”; this is the 1st"))
    #expect(chosen(person)?.line == hits[0] + 1)
    person.press(.down)
    #expect(chosen(person)?.line == hits[1] + 1, "also while one types")
    person.press(.enter)
    #expect(!person.sees("Find: "))
    person.press(.enter)
    #expect(chosen(person)?.line == hits[2] + 1)
    #expect(panel(person).contains("this is the 3rd"))
    person.press(.up)
    #expect(chosen(person)?.line == hits[1] + 1)
    person.press(.up, .up)
    #expect(chosen(person)?.line == (hits.last ?? 0) + 1, "round the list")
    person.press(.down)
    #expect(chosen(person)?.line == hits[0] + 1)
    person.type("+")
    #expect(chosen(person)?.line == hits[0] + 11, "jumps leave the hits")
    person.press(.down)
    #expect(chosen(person)?.line == (hits.first { $0 > hits[0] + 10 } ?? 0) + 1)
    let line = chosen(person)?.line
    person.press(.backspace)
    #expect(!panel(person).contains("names with"))
    #expect(chosen(person)?.line == line)
    person.press(.down)
    #expect(chosen(person)?.line == (line ?? 0) + 1)
  }

  /// f leads to the list from anywhere in the chapter.
  @Test func findingFromElsewhere() throws {
    var person = try Person(chapter: 1)
    try person.enter("letters")
    person.type("fzuri")
    #expect(person.beats[person.beat].id == "names" && person.sees("Find: zuri"))
    #expect(chosen(person)?.name.contains("zuri") == true)
  }

  @Test func findingNothing() throws {
    var person = try person()
    person.type(">")
    person.type("fqxz")
    #expect(panel(person).contains("No name with “qxz”. The list stays where it was."))
    #expect(chosen(person)?.line == 3296)
    person.press(.down, .enter, .enter)
    #expect(chosen(person)?.line == 3297, "arrows scroll as ever")
    person.type("f")
    person.press(.escape)
    #expect(panel(person).contains("No name with “qxz”"), "Esc keeps what was sought before")
    person.press(.backspace)
    person.type("femma")
    #expect(chosen(person)?.line == 1)
    person.press(.escape)
    #expect(chosen(person)?.line == 3297, "Esc goes back")
    #expect(!panel(person).contains("names with"))
  }

  /// Enter goes to the reader's name, where the list has it.
  @Test func toOnesOwnName() throws {
    let lines = try Runs.names().documents
    var person = try person()
    person.type(">")
    person.press(.enter)
    #expect(chosen(person)?.name == "emma")
    person.edit("zuri")
    person.press(.enter, .enter)
    #expect(chosen(person)?.line == (lines.firstIndex(of: "zuri") ?? 0) + 1)
    person.edit("zzz")
    person.press(.enter, .enter)
    #expect(person.status.contains("“zzz” is not in the list"))
    #expect(chosen(person)?.name == "zuri")
    try person.enter("twice")
    #expect(person.words.contains("“zzz” is not in the list."))
  }

  /// Capitals and small letters of ASCII are the same; other scripts are found as they are.
  @Test(arguments: [
    ("EMM", 1), ("ë", 2), ("é", 1), ("e\u{301}", 1), ("田", 1), ("🙂", 1), (" ", 1), ("x", 0),
  ]) func findingInOtherData(wanted: String, count: Int) throws {
    let documents = ["emma", "Zoë", "Noëmi", "José", "Jose\u{301}", "山田", "a🙂b", "New York"]
    var person = try person(run: Runs.of(documents))
    person.type("f")
    person.paste(wanted)
    // An accent of its own has no column, so it is found and not drawn.
    let shown = String(wanted.unicodeScalars.filter { $0.columns > 0 }.map(Character.init))
    #expect(
      panel(person).contains(
        count == 0
          ? "No name with “\(shown)”" : "\(count) name\(count == 1 ? "" : "s") with “\(shown)”"))
    #expect(person.picture.isWhole)
  }

  /// As long as the search goes on, its hits so far are shown, and the list stays where it was.
  @Test func searchingInSlices() throws {
    var person = try person()
    person.isPatient = false
    person.type("+")
    person.type("fzzz")
    #expect(chosen(person)?.line == 11)
    #expect(panel(person).contains("0 names with “zzz” so far, 0% of the list searched"))
    var slices = 0
    while person.work() { slices += 1 }
    #expect(slices > 4)
    #expect(panel(person).contains("No name with “zzz”"))
    let scans = person.scene.run.corpus.scans
    _ = person.picture
    #expect(person.scene.run.corpus.scans == scans)
  }

  /// In a large window the list has several columns, and each line stands in one of them once.
  @Test func columns() throws {
    for size in [Size(60, 16), Size(100, 30), Size(200, 60)] {
      var person = try person(size)
      person.type(">")
      let targets = person.picture.regions.compactMap { region -> Int? in
        guard case .pick(let target) = region.touch,
          case .line(let line)? = target.value(as: TheDataset.Spot.self)
        else { return nil }
        return line
      }
      #expect(targets.contains(3295))
      #expect(targets == Array((targets.first ?? 0)..<(targets.first ?? 0) + targets.count))
      #expect(targets.count >= (size.width == 200 ? 150 : size.height - 12))
    }
  }
}
