import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// The four buttons, the scrub bar and the tabs, where the scrub bar moves the beats.
@MainActor @Suite struct StepTests {
  /// Somebody in a chapter whose first beat is stepped through as all others: nil where the scrub bar
  /// moves something else there.
  private func person(_ chapter: Int) throws -> Person? {
    let person = try Person(chapter: chapter)
    return person.page.scrub == nil ? person : nil
  }

  /// The tests below say something: few chapters have a scrub bar of their own.
  @Test func mostChaptersAreSteppedThrough() throws {
    let stepped = try Visit.numbers.filter { try person($0) != nil }
    #expect(stepped.count > Visit.numbers.count / 2)
  }

  @Test(arguments: Visit.numbers) func forwardAndBack(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    let count = person.beats.count
    for beat in 1..<count {
      person.press(.right)
      person.wait(60_000)
      #expect(person.beat == beat)
      #expect(person.place.progress == 1)
      #expect(person.sees(" \(beat + 1) / \(count) "))
    }
    person.press(.right)
    #expect(person.beat == count - 1 && person.place.progress == 1)
    #expect(person.status.contains("end of the chapter"))
    for beat in (0..<count - 1).reversed() {
      person.press(.left)
      #expect(person.beat == beat)
      #expect(person.place.progress == 1, "back is at rest")
    }
    person.press(.left)
    #expect(person.beat == 0)
    person.press(.end)
    #expect(person.beat == count - 1)
    person.press(.home)
    #expect(person.beat == 0)
    person.press(.end)
    person.type("r")
    #expect(person.beat == 0)
  }

  @Test(arguments: Visit.numbers) func forwardFinishesAMovement(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    let beats = person.beats
    let moving = try #require(beats.indices.dropFirst().first { beats[$0].duration > 0 })
    person.enter(beat: moving, share: 0)
    #expect(person.place.progress == 0)
    person.wait(beats[moving].duration / 2)
    #expect(person.place.progress > 0.4 && person.place.progress < 0.6)
    person.press(.right)
    #expect(person.beat == moving && person.place.progress == 1)
    let end = person.picture
    #expect(person.visit.nextChange(after: person.time) == nil)
    person.wait(100_000)
    #expect(person.picture == end)
  }

  /// A movement is one that can be seen: else → would seem to do nothing.
  @Test(arguments: Visit.numbers) func movementsMove(chapter: Int) throws {
    let person = try Person(chapter: chapter)
    for (beat, words) in person.beats.enumerated() where beat > 0 && words.duration > 0 {
      let pictures = [0, 0.3, 0.6, 1].map { share in
        var state = person
        state.enter(beat: beat, share: share)
        return state.picture
      }
      #expect(pictures.contains { $0 != pictures[0] }, "beat \(beat + 1), \(words.title)")
    }
  }

  /// Every beat comes when the durations before it are over, and the last one stays.
  @Test(arguments: Visit.numbers) func playing(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    person.wait(777)
    let beats = person.beats
    person.type(" ")
    var due = person.time
    for beat in beats.indices.dropFirst() {
      person.time = due
      #expect(person.beat == beat)
      #expect(person.place.isPlaying || beat == beats.count - 1)
      due += beats[beat].duration + beats[beat].hold
      if beat < beats.count - 1 {
        person.time = due - 1
        #expect(person.beat == beat)
      }
    }
    person.time = due + 10_000
    #expect(person.beat == beats.count - 1)
    #expect(!person.place.isPlaying)
    #expect(person.visit.nextChange(after: person.time) == nil)
  }

  /// Drawing only when the explainer says that something changes misses no picture.
  @Test(arguments: Visit.numbers) func changesAreAnnounced(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    person.type(" ")
    var pictures = 0
    while let next = person.visit.nextChange(after: person.time), person.time < 20_000 {
      if next - person.time > Playback.frame {
        let still = person.picture
        let time = person.time
        person.time = next - 1
        #expect(person.picture == still, "between \(time) and \(next)")
      }
      person.time = next
      pictures += 1
    }
    #expect(pictures > 3)
  }

  @Test(arguments: Visit.numbers) func pausing(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    person.type(" ")
    #expect(person.sees("‖ pause"))
    person.wait(100)
    person.type(" ")
    #expect(!person.sees("‖ pause"))
    let picture = person.picture
    person.wait(100_000)
    #expect(person.picture == picture)
    person.press(.end)
    person.type(" ")
    #expect(person.beat == 0, "at the end, from the beginning")
    #expect(person.place.isPlaying)
  }

  @Test(arguments: Visit.numbers) func buttonsAndScrubBar(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    let last = person.beats.count - 1
    let bar = Touch.slide(Target(FrameTarget.scrubber))
    try person.drag(bar, to: 1)
    #expect(person.beat == last)
    // One cell of the bar is several beats where there are many.
    try person.drag(bar, to: 0.5)
    #expect(abs(person.beat - last / 2) <= 1 + last / 10)
    try person.drag(bar, to: 0)
    #expect(person.beat == 0)
    try person.click(.key(.right))
    #expect(person.beat == 1)
    try person.click(.key(.left))
    #expect(person.beat == 0)
    try person.click(.key(.character(" ")))
    #expect(person.place.isPlaying)
    try person.click(.key(.home))
    #expect(person.beat == 0 && !person.place.isPlaying)
  }

  @Test func tabs() throws {
    var person = try Person(chapter: Visit.numbers[0])
    for (item, number) in Visit.numbers.enumerated().reversed() {
      try person.click(.pick(Target(FrameTarget.tab(item))))
      #expect(person.chapter.number == number)
    }
  }

  /// Each chapter keeps its place while another one is looked at.
  @Test(arguments: Visit.numbers) func placesAreKept(chapter: Int) throws {
    guard var person = try person(chapter) else { return }
    person.press(.right, .right, .right)
    let place = person.beat
    person.press(.tab, .end, .backTab)
    #expect(person.chapter.number == chapter)
    #expect(person.beat == place)
  }

  @Test(arguments: Visit.numbers) func code(chapter: Int) throws {
    var person = try Person(chapter: chapter, Size(80, 24))
    let file = person.page.code().snippet.file
    #expect(!person.sees(file))
    person.type("c")
    #expect(person.sees(file))
    person.type("c")
    #expect(!person.sees(file))
    person.resize(120, 40)
    person.visit.wantsCode = nil
    #expect(person.sees(file))
  }

  /// Beside the code the mathematics and the help close with what opened them.
  @Test(arguments: ["?", "/", "m"]) func overlays(key: String) throws {
    var person = try Person(chapter: Visit.numbers[0])
    let before = person.picture
    for closing in [Key.character(Character(key)), .escape, .character("q")] {
      person.type(key)
      #expect(person.picture != before)
      person.press(closing)
      #expect(person.picture == before)
      #expect(!person.visit.isOver)
    }
  }
}
