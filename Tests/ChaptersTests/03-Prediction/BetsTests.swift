import MicroGPT
import Testing

@testable import Chapters

/// The rules of the bets.
@Suite struct BetsTests {
  /// Two names of tokens 0 and 1; BOS is 2.
  private func bets() -> Bets { Bets(round: 0, names: [[2, 0, 1, 2], [2, 1, 2]], blockSize: 8) }

  @Test func questionsInTheirOrder() {
    var bets = bets()
    var answers: [Int] = []
    while !bets.isOver {
      #expect(bets.answered == answers.count)
      bets.goOn()
      #expect(bets.place == answers.count, "nobody goes on without the answer")
      bets.reveal()
      answers.append(bets.answer(to: bets.place))
      #expect(bets.answered == answers.count)
      bets.goOn()
    }
    #expect(answers == [0, 1, 2, 1, 2])
    #expect(bets.places(of: 0) == 0..<3 && bets.places(of: 1) == 3..<5)
    let end = bets
    bets.reveal()
    bets.goOn()
    bets.takeBack()
    bets.set(30, on: 0)
    let couldPut = bets.put(on: 0)
    #expect(!couldPut && bets == end)
  }

  /// What is kept is shared evenly, so that all shares add up to 1.
  @Test(arguments: 0...10) func shares(stacks: Int) {
    var bets = bets()
    for stack in 0..<stacks { _ = bets.put(on: stack % 2) }
    #expect(bets.left(at: 0) == 100 - 10 * stacks)
    let shares = (0..<3).map { bets.share(of: $0, at: 0, among: 3) }
    #expect((shares.reduce(0, +) - 1).magnitude < 1e-12)
    let kept = Double(10 - stacks) / 30
    #expect((shares[2] - kept).magnitude < 1e-12)
    #expect((shares[0] - Double((stacks + 1) / 2) / 10 - kept).magnitude < 1e-12)
    let couldPut = bets.put(on: 2)
    #expect(couldPut == (stacks < 10))
  }

  @Test func puttingAndTakingBack() {
    var bets = bets()
    for token in [0, 1, 0] { _ = bets.put(on: token) }
    bets.takeBack()
    #expect(bets.stacks == [[0, 1]])
    bets.set(40, on: 0)
    #expect(bets.chips(on: 0, at: 0) == 40 && bets.chips(on: 1, at: 0) == 10)
    bets.set(0, on: 1)
    bets.set(100, on: 2)
    #expect(bets.chips(on: 2, at: 0) == 60, "no more than are left")
    #expect(bets.chips(on: 1, at: 0) == 0 && bets.left(at: 0) == 0)
    bets.reveal()
    bets.takeBack()
    bets.set(0, on: 2)
    #expect(bets.chips(on: 2, at: 0) == 60, "bets are bets")
    bets.goOn()
    #expect(bets.left(at: 1) == 100 && bets.left(at: 0) == 0)
    bets.takeBack()
    #expect(bets.stacks.count == 2, "there is nothing to take back")
  }

  /// A name that is cut has no BOS for its last answer.
  @Test func aBlockOfOne() {
    let bets = Bets(round: nil, names: [[2, 0]], blockSize: 1)
    #expect(bets.turns.count == 1 && bets.answer(to: 0) == 0)
  }
}
