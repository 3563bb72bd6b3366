import Foundation
import Testing

@testable import MicroGPT

/// Where a parameter comes from, and what training does to it.
@Suite struct ParameterHistoryTests {
  private func run(engine: EngineKind) throws -> Run {
    let size = try ModelSize(width: 8, blockSize: 8, heads: 2)
    return try Run(
      corpus: Corpus(Dataset(bytes: embeddedNames, name: "names")),
      settings: RunSettings(size: size, seed: 42, steps: 40), engine: engine)
  }

  @Test func births() throws {
    let run = try run(engine: .exact)
    let parameters = run.state(at: 0).parameters
    for index in [0, 1, 2, 3, 100, 101, parameters.count - 2, parameters.count - 1] {
      let birth = ParameterBirth(of: index, seed: 42, documents: run.documents.count)
      #expect(birth.value == parameters[index])
      #expect(birth.draw == index + 1)
      #expect(birth.uniforms.contains(index + 1))
    }
  }

  /// The numbers of the generator that are named give the uniform numbers again, as Python makes them.
  @Test(arguments: [0, 1, 7, 500]) func outputsOfTheGenerator(index: Int) {
    let birth = ParameterBirth(of: index, seed: 7, documents: 100)
    var random = PythonRandom(seed: 7)
    for _ in 1..<birth.outputs.lowerBound { _ = random.bits32() }
    let words = birth.outputs.map { _ in random.bits32() }
    func uniform(_ high: UInt32, _ low: UInt32) -> Double {
      (Double(high >> 5) * 67_108_864 + Double(low >> 6)) / 9_007_199_254_740_992
    }
    #expect(words.count == 4)
    #expect(birth.pair.angle == uniform(words[0], words[1]))
    #expect(birth.pair.radius == uniform(words[2], words[3]))
    let radius = (-2 * Foundation.log(1 - birth.pair.radius)).squareRoot()
    let angle = 2 * Double.pi * birth.pair.angle
    let half = birth.isCosine ? Foundation.cos(angle) : Foundation.sin(angle)
    #expect(abs(birth.value - 0.08 * radius * half) < 1e-15)
  }

  @Test(arguments: EngineKind.allCases) func changes(engine: EngineKind) throws {
    var run = try run(engine: engine)
    while run.train() != nil {}
    let beta = (0.85, 0.99)
    for number in [0, 1, 17, 39] {
      let tokens = run.tokenizer.encode(run.document(ofStep: number))
      let step = TrainingStep(
        Pass(run.model(at: number), tokens: tokens), before: run.state(at: number),
        after: run.state(at: number + 1), settings: run.settings)
      #expect(step.number == number)
      #expect(abs(step.pass[.loss] - run.losses[number]) < 1e-12)
      for index in 0..<step.before.parameters.count {
        let change = step.change(of: index)
        let move = change.move
        // The book's formulas.
        let m = beta.0 * change.mBefore + (1 - beta.0) * change.gradient
        let v = beta.1 * change.vBefore + (1 - beta.1) * change.gradient * change.gradient
        let time = Double(number + 1)
        let expected = (m / (1 - pow(beta.0, time)), v / (1 - pow(beta.1, time)))
        #expect(isNear(move.mHat, expected.0) && isNear(move.vHat, expected.1))
        let rate = 0.01 * (1 - Double(number) / 40)
        #expect(isNear(change.learningRate, rate))
        #expect(isNear(move.move, rate * expected.0 / (expected.1.squareRoot() + 1e-8)))
        // What the engine did.
        if engine == .exact {
          #expect(move.m == step.after.m[index] && move.v == step.after.v[index])
          #expect(change.valueBefore - move.move == change.valueAfter)
        } else {
          #expect(isNear(move.m, step.after.m[index]) && isNear(move.v, step.after.v[index]))
          #expect(abs(change.valueBefore - move.move - change.valueAfter) < 1e-9)
        }
      }
    }
  }

  private func isNear(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-9 * max(abs(a), abs(b)) + 1e-18
  }
}
