import MicroGPT
import Stage
import TestSupport
import Testing

@testable import Chapters
@testable import Explainer

/// Whatever is pressed, clicked, pasted or resized: always a picture, never a trap.
@MainActor @Suite struct RandomInputTests {
  @Test(arguments: 1...10) func twoThousandEvents(seed: Int) throws {
    var random = Generator(state: UInt64(seed))
    let documents = Array(try Runs.names().documents.prefix(300))
    let chapter = Visit.numbers[seed % Visit.numbers.count]
    var person = try Person(chapter: chapter, documents: documents, steps: 40)
    // So that cards are asked as well.
    person.visit.progress.see(Recalling.all)
    for _ in 0..<2_000 {
      let event = RandomInputTests.event(in: person.size, &random)
      if case .resized(let size) = event { person.size = size }
      person.visit.handle(event, at: person.time)
      person.wait(Int.random(in: 0...60, using: &random))
      if Int.random(in: 0..<20, using: &random) == 0 { person.wait(20_000) }
      if Int.random(in: 0..<4, using: &random) == 0 { _ = person.work() }
      let picture = person.picture
      guard picture.size == person.size && picture.isWhole else {
        Issue.record("after \(event) the picture is not whole")
        return
      }
      if let next = person.visit.nextChange(after: person.time) {
        #expect(next > person.time, "after \(event)")
      }
    }
  }

  private static let special: [Key] = [
    .left, .right, .up, .down, .home, .end, .pageUp, .pageDown, .tab, .backTab, .enter, .escape,
    .backspace, .delete,
  ]
  private static let bound = Binding.all.flatMap(\.keys)

  private static func event(in size: Size, _ random: inout Generator) -> Event {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let (x, y) = (number(-1...size.width), number(-1...size.height))
    switch number(0...99) {
    case 0...39: return .key(bound[number(0...bound.count - 1)])
    case 40...54: return .key(special[number(0...special.count - 1)])
    case 55...69:
      let scalar = Unicode.Scalar(UInt8(number(32...126)))
      return .key(.character(Character(scalar)))
    case 70: return .key(.character("é"))
    case 71: return .key(.character("e\u{301}"))
    case 72: return .key(.character("山"))
    case 73...82: return .mouse(.pressed(x: x, y: y))
    case 83...89: return .mouse(.dragged(x: x, y: y))
    case 90...92: return .mouse(.released(x: x, y: y))
    case 93: return .mouse(.wheelUp(x: x, y: y))
    case 94: return .mouse(.wheelDown(x: x, y: y))
    case 95...96:
      return .pasted(
        ["anna", "q\n\u{1b}", "", "é山x", String(repeating: "ab", count: 99)][number(0...4)])
    case 97...98: return .resized([Size(80, 24), Size(120, 40), Size(60, 16)][number(0...2)])
    default: return .resized(Size(number(0...130), number(0...50)))
    }
  }
}
