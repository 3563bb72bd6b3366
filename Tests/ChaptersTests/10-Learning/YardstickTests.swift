import Foundation
import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// What the model is measured by is scored on the same names, and on the same tokens of them.
@MainActor @Suite struct YardstickTests {
  /// The table of pairs of all names, computed here.
  private func pairLoss(_ run: Run, steps: Range<Int>) -> Double {
    var pairs: [[Int]: Double] = [:]
    var firsts: [Int: Double] = [:]
    for document in run.documents {
      let tokens = run.tokenizer.encode(document)
      for (token, next) in zip(tokens, tokens.dropFirst()) {
        pairs[[token, next], default: 0] += 1
        firsts[token, default: 0] += 1
      }
    }
    let losses = steps.map { step in
      let tokens = run.tokenizer.encode(run.document(ofStep: step))
      let count = min(run.settings.size.blockSize, tokens.count - 1)
      let sum = (0..<count).reduce(0.0) {
        $0 - log(pairs[[tokens[$1], tokens[$1 + 1]], default: 0] / firsts[tokens[$1], default: 0])
      }
      return sum / Double(count)
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  @Test(arguments: [1, 20, 300, 1000]) func pairsOnTheSameNames(moment: Int) throws {
    var person = try Person(chapter: 10)
    person.go(toMoment: moment)
    let run = person.visit.run
    let steps = max(0, moment - 50)..<moment
    let mean = run.losses[steps].reduce(0, +) / Double(steps.count)
    let pairs = pairLoss(run, steps: steps)
    func relation(_ other: Double) -> String {
      "\(abs(mean - other).fixed(3)) \(mean < other ? "below" : "above")"
    }
    // Mean and guessing are both on the screen, so their difference there is the one that is shown.
    let shown = (mean * 1000).rounded() - (log(27) * 1000).rounded()
    #expect(
      person.words.contains("\(abs(shown / 1000).fixed(3)) \(shown < 0 ? "below" : "above") guess"))
    #expect(person.words.contains(mean.fixed(3)))
    #expect(person.words.contains("\(relation(pairs)) a table of letter pairs"))
  }

  /// While the table is not counted, nothing is said of it.
  @Test func notCountedYet() throws {
    var person = try Person(chapter: 10)
    person.isPatient = false
    person.visit.desk = Desk()
    #expect(person.sees("letter pairs …"))
    #expect(!person.page.caption.contains("pairs"))
    person.finishTraining()
    #expect(!person.sees("letter pairs …"))
    #expect(person.page.caption.contains("a table of letter pairs"))
  }

  /// The data are counted in slices that end inside of a long document as well, to the same numbers.
  @Test func countedInSlices() throws {
    let documents = ["ab", String(repeating: "abcab", count: 4000), "c", "ba"]
    let corpus = try Runs.make(seed: 1, steps: 1, documents: documents).corpus
    var (whole, sliced) = (TokenCounts(of: corpus), TokenCounts(of: corpus))
    #expect(whole.count { false })
    var slices = 1
    while !sliced.count(until: { true }) { slices += 1 }
    #expect(slices == 5, "the long one alone has 20,000 tokens")
    let (a, b, c, bos) = (0, 1, 2, 3)
    for counts in [whole, sliced] {
      #expect(counts.share(of: b, after: a) == 8001.0 / 8002)
      #expect(counts.share(of: bos, after: b) == 2.0 / 8002)
      #expect(counts.share(of: c, after: bos) == 0.25)
      #expect(counts.share(of: c, after: c) == 0)
      #expect(counts.share(of: bos) == 4.0 / 20_009)
    }
  }

  /// A turned knob that changes neither the names nor how much is seen of them leaves the count.
  @Test func countedOnce() throws {
    let run = try Runs.short(steps: 20)
    func yardsticks(_ change: (inout RunSettings) throws -> Void) throws -> Yardsticks {
      var settings = run.settings
      try change(&settings)
      return Yardsticks(try Run(corpus: run.corpus, settings: settings))
    }
    let own = Yardsticks(run)
    #expect(try yardsticks { $0.learningRate = 0.5 } == own)
    #expect(try yardsticks { $0.size = try ModelSize(layers: 2) } == own)
    #expect(try yardsticks { $0.seed = 7 } != own)
    #expect(try yardsticks { $0.steps = 30 } != own)
    #expect(try yardsticks { $0.size = try ModelSize(blockSize: 8) } != own)
  }

  /// Runs of different block size are compared on the tokens that both see.
  @Test func differentBlockSizes() throws {
    var person = try KnobTests.person(steps: 200)
    let before = person.visit.run
    person.choose(.setting(.blockSize))
    for _ in 0..<13 { person.type("-") }
    person.finishTraining()
    let run = person.visit.run
    #expect(run.settings.size.blockSize == 3)
    func loss(_ other: Run) -> Double {
      let names = (100..<200).map { run.document(ofStep: $0) }
      let losses = names.map { name in
        let positions = other.trace(of: name, at: 200).positions.prefix(3)
        return positions.reduce(0) { $0 + $1.loss } / Double(positions.count)
      }
      return losses.reduce(0, +) / 100
    }
    let (now, former) = Comparison.shown(loss(run), loss(before))
    #expect(person.sees("On 3 tokens of each: ━ \(now) ╍ \(former)"))
    #expect(!person.sees("At the end"))
    // Back to the first run, the other way round.
    person.type("x")
    person.press(.enter)
    person.finishTraining()
    #expect(person.visit.run.losses == before.losses)
    #expect(person.sees("On 3 tokens of each: ━ \(former) ╍ \(now)"))
  }

  /// Whatever a run gives, there is a range, and the curve is drawn in it.
  @Test func anyLosses() {
    let lines: [[Double]] = [
      [], [9, 12], [9, 9, 9], [.infinity], [.nan, 3], [-.infinity, .infinity], [1e300, 1e-300],
      [0, 0], [313.3, 354.3], [3.5, 3.5],
    ]
    for losses in lines {
      for most in [5.0, 8] {
        let range = LossCurve.range(of: [losses], from: 2, to: 3.5, most: most)
        #expect(range.lowerBound < range.upperBound && range.upperBound <= most)
        let picture = Area.picture(Size(40, 10)) {
          Curve([.init(losses, .loss)], length: losses.count, range: range).draw(in: $0)
        }
        #expect(picture.isWhole)
      }
    }
    #expect(LossCurve.smoothed([1, 2, 3, 4], over: 2) == [1, 1.5, 2.5, 3.5])
    // Of very many steps some, each as it is where all are drawn.
    #expect(LossCurve.smoothed([1, 2, 3, 4, 5], over: 2, every: 2) == [1.5, 3.5, 4.5])
    #expect(
      LossCurve.smoothed([1, 2, 3, 4, 5], over: 20, every: 2) == [1.5, 2.5, 3])
    #expect(LossCurve.single([9, 1, 2, 3, 4, 5][1...], every: 2) == [2, 4, 5])
    let many = (0..<7).map(Double.init)
    #expect(
      LossCurve.settled(many, over: 50, every: 2).map(\.isNaN) == [false, false, false, false])
    #expect(LossCurve.settled(many + many, over: 3, every: 2).map(\.isNaN)[...1] == [true, false])
    for steps in [1, 2, 2048, 2049, 10_000, 1_000_000, 10_000_000] {
      let stride = LossCurve.stride(steps: steps)
      #expect((stride == 1) == (steps <= 2048))
      let length = LossCurve.length(steps: steps, every: stride)
      #expect(length <= 2048 && length * stride >= steps && (length - 1) * stride < steps)
    }
    #expect(LossCurve.mean([1, 2, 3, 4], before: 3, over: 2) == 2.5)
    #expect(LossCurve.mean([1], before: 0, over: 2) == nil)
    // The first means would be of one name, of two …: they are left out, but not all of a short run.
    #expect(LossCurve.settled([1, 2, 3, 4, 5, 6, 7, 8], over: 2).drop { $0.isNaN }.first == 1.5)
    #expect(LossCurve.settled([1, 2, 3, 4, 5, 6, 7, 8], over: 50).count(where: \.isNaN) == 2)
    #expect(LossCurve.settled([1], over: 50) == [1])
    #expect(LossCurve.relation(1.2344, to: 1.2341) == "as much as")
  }
}
