import MicroGPT
import Testing

/// The numbers of microgpt.py itself, to the last bit.
@Suite struct ReferenceTests {
  static let cases = [
    "standard", "accents", "spaces", "one", "tiny", "wide", "deep", "cold", "hot",
  ]

  @Test(arguments: cases) func lossesParametersAndNames(name: String) throws {
    let recording = try Recording(name)
    var run = try recording.run()
    while run.train() != nil {}
    #expect(run.losses == (try recording.numbers("loss")))
    // As Python prints them: the shortest digits that give the same number.
    #expect(run.losses.map { "\($0)" } == recording.values("loss"))

    let parameters = run.state(at: run.trained).parameters
    #expect(parameters.count == (try recording.setting("parameters", 0)))
    #expect(Array(parameters.prefix(64)) == (try recording.numbers("parameter")))
    #expect(digest(parameters) == recording.values("digest")[0])

    let names = run.names(20, temperature: try recording.temperature(), at: run.trained)
    #expect(names.map(\.text) == recording.values("name"))
  }

  @Test func tracesOfEmma() throws {
    let recording = try Recording("standard")
    var run = try recording.run()
    while run.train() != nil {}

    var moments: [Int] = []
    var tracedPositions = 0
    var trace: Trace?
    var position = 0
    var head = 0
    for (key, value) in recording.lines {
      if key == "trace" {
        let moment = try #require(Int(value))
        trace = run.trace(of: "emma", at: moment)
        position = 0
        moments.append(moment)
        continue
      }
      guard let positions = trace?.positions, position < positions.count else { continue }
      let here = positions[position]
      switch key {
      case "embedding":
        #expect(here.activations.embedding == (try numbers(value)))
        head = 0
      case "weights":
        #expect(here.activations.layers[0].heads[head].weights == (try numbers(value)))
        head += 1
      case "logits": #expect(here.activations.logits == (try numbers(value)))
      case "probabilities":
        #expect(here.probabilities == (try numbers(value)))
        #expect(head == 4)
      case "traced":
        #expect("\(here.loss)" == value)
        position += 1
        tracedPositions += 1
      default: break
      }
    }
    #expect(moments == [0, 10, 100, 500, 1000])
    #expect(tracedPositions == 5 * 5)
  }
}
