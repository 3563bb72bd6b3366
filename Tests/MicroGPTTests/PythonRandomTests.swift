import MicroGPT
import Testing

@Suite struct PythonRandomTests {
  /// Every draw that CPython made, in its order, from nine seeds.
  @Test func recordedDraws() throws {
    var random = PythonRandom(seed: 0)
    var weights: [Double] = []
    var seeds = 0
    for (key, value) in try Recording("random").lines {
      switch key {
      case "seed":
        random = PythonRandom(seed: try #require(Int(value)))
        seeds += 1
      case "random": #expect("\(random.random())" == value)
      case "shuffle":
        let expected = try numbers(value).map { Int($0) }
        var deck = Array(0..<expected.count)
        random.shuffle(&deck)
        #expect(deck == expected)
      case "gauss": #expect(random.gauss(sigma: 0.08) == Double(value))
      case "skip": #expect(random.random() == Double(value))
      case "wide": #expect(random.gauss(sigma: 3) == Double(value))
      case "weights":
        weights = try numbers(value)
        for weight in weights.dropLast() { #expect(random.random() == weight) }
      case "choices":
        for expected in try numbers(value) {
          #expect(random.choice(weights: weights).index == Int(expected))
        }
      default: Issue.record("no draw is called \(key)")
      }
    }
    #expect(seeds == 9)
  }

  @Test func shufflingNothing() {
    var random = PythonRandom(seed: 42)
    var empty: [Int] = []
    random.shuffle(&empty)
    var one = [7]
    random.shuffle(&one)
    #expect(empty.isEmpty && one == [7])
    // Neither takes a draw.
    #expect(random == PythonRandom(seed: 42))
  }

  @Test func choiceShowsHowItWasMade() {
    var random = PythonRandom(seed: 42)
    let choice = random.choice(weights: [1, 0, 3])
    #expect(choice.cumulative == [1, 1, 4])
    #expect(choice.needle == 0.6394267984578837 * 4)
    #expect(choice.index == 2)
    // Only one has any weight; the last is taken where no running sum before it is above.
    #expect(random.choice(weights: [0, 2, 0]).index == 1)
    #expect(random.choice(weights: [0, 0, 2]).index == 2)
    #expect(random.choice(weights: [5]).index == 0)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 1000, 1 << 31, 4_294_967_295])
  func belowStaysBelow(bound: Int) {
    var random = PythonRandom(seed: bound)
    for _ in 0..<200 { #expect((0..<bound).contains(random.below(bound))) }
  }
}
