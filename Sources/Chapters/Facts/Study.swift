import MicroGPT

/// A run with what was asked of it lately. Asking again gives the same numbers, so remembering them
/// changes nothing but the time it takes.
public final class Study {
  public let run: Run
  private var traces = Recent<(name: String, moment: Int, trace: Trace)>()
  private var names = Recent<(temperature: Double, moment: Int, names: [GeneratedName])>()
  private var steps = Recent<StepAnatomy>()
  private var censuses = Recent<(name: String, census: Census)>()

  /// What the documents alone tell.
  package let data: DataStudy

  /// - Parameter data: shared by runs on the same documents.
  public convenience init(run: Run) { self.init(run: run, data: DataStudy(run.corpus)) }

  package init(run: Run, data: DataStudy) {
    self.run = run
    self.data = data
  }

  public var tokenizer: Tokenizer { run.tokenizer }

  /// The temperature of microgpt.py's names.
  package static let firstTemperature = 0.5

  /// The last moment whose loss was a number: the newest, but the one before in a run that broke off.
  package var lastMoment: Int { run.divergedAt == nil ? run.trained : max(0, run.trained - 1) }

  /// What the model computes for a name at a moment.
  package func trace(of name: String, at moment: Int) -> Trace {
    traces.first {
      $0.moment == moment && $0.name == name
    } orMake: {
      (name, moment, run.trace(of: name, at: moment))
    }.trace
  }

  /// The first names that the model makes up at a moment; after the last step, microgpt.py's.
  package func names(_ count: Int, temperature: Double, at moment: Int) -> [GeneratedName] {
    let known = names.first {
      $0.moment == moment && $0.temperature == temperature && $0.names.count >= count
    } orMake: {
      (temperature, moment, run.names(count, temperature: temperature, at: moment))
    }
    return Array(known.names.prefix(count))
  }

  /// The token table `wte` at a moment, [vocabulary][width].
  package func tokenEmbeddings(at moment: Int) -> [[Double]] {
    let model = run.model(at: moment)
    return (0..<model.wte.rows).map { row in
      (0..<model.wte.columns).map { model.graph[model.wte[row, $0]] }
    }
  }

  /// What the graph of a name is made of; at all moments the same.
  package func census(of name: String) -> Census {
    censuses.first {
      $0.name == name
    } orMake: {
      (name, run.model(at: run.trained).census(tokens: tokenizer.encode(name)))
    }.census
  }

  /// The parts of a fast engine for the model of the run, and how much memory it works in.
  package private(set) lazy var fastEngine: (outline: [PartOutline], bytes: Int) = {
    let engine = FastEngine(
      size: run.settings.size, vocabularySize: tokenizer.vocabularySize, settings: run.settings)
    return (engine.outline, engine.bytes)
  }()

  /// How many tokens all steps before each one had to predict; as far as somebody has asked.
  private var tokenCounts = [0]

  /// How many tokens so many steps have to predict.
  package func tokens(before step: Int) -> Int {
    while tokenCounts.count <= step {
      let letters = run.document(ofStep: tokenCounts.count - 1).unicodeScalars.count
      let count = min(run.settings.size.blockSize, letters + 1)
      tokenCounts.append(tokenCounts[tokenCounts.count - 1] + count)
    }
    return tokenCounts[step]
  }

  /// What one training step did.
  package func step(_ number: Int) -> StepAnatomy {
    steps.first {
      $0.number == number
    } orMake: {
      StepAnatomy(of: number, in: run)
    }
  }

  /// The first training step that shows the model a name, from 0, whether or not the run goes so
  /// far; nil where the name is in none of the documents.
  package func firstStep(of name: String) -> Int? {
    if let known = places[name] { return known }
    let place = run.documents.firstIndex(of: name)
    places[name] = .some(place)
    return place
  }
  private var places: [String: Int?] = [:]

  /// How a token is written: its character, `BOS`, or its code point where it can't be seen.
  package func label(_ token: Int) -> String {
    guard token != tokenizer.bos else { return "BOS" }
    let scalar = tokenizer.characters[token]
    if scalar == " " { return "␣" }
    guard scalar.properties.generalCategory != .nonspacingMark, !scalar.properties.isWhitespace
    else { return scalar.codePoint }
    return String(Character(scalar))
  }

  /// The loss of a model that guesses: every token as likely as any other.
  package var guessingLoss: Double { Elementary.log(Double(tokenizer.vocabularySize)) }
}

extension Unicode.Scalar {
  /// `U+0301` without the leading zeros: for what can't be seen.
  package var codePoint: String { "U+" + String(value, radix: 16, uppercase: true) }
}

/// The last few values that were made, the newest first.
private struct Recent<Value> {
  private var values: [Value] = []

  /// The value that is wanted, made where it is not there.
  package mutating func first(where isWanted: (Value) -> Bool, orMake make: () -> Value) -> Value {
    if let known = values.first(where: isWanted) { return known }
    let made = make()
    values = [made] + values.prefix(3)
    return made
  }
}

/// One training step taken apart: everything before, during and after.
package struct StepAnatomy: Sendable {
  /// Counted from 0.
  package let number: Int
  package let document: String
  package let trace: Trace
  /// The loss of the same document after the step.
  package let lossAfter: Double
  package let adam: Adam
  package let before: TrainingState
  package let after: TrainingState
  /// The derivative of the loss with respect to each parameter.
  package let gradients: [Double]

  package init(of number: Int, in run: Run) {
    self.number = number
    document = run.document(ofStep: number)
    adam = Adam(settings: run.settings, step: number)
    let tokens = run.tokenizer.encode(document)
    before = run.state(at: number)
    (trace, gradients) = run.model(at: number).differentiate(tokens: tokens)
    after = run.state(at: number + 1)
    lossAfter = run.model(at: number + 1).trace(tokens: tokens).loss
  }
}
