import ArgumentParser
import Curses
import Explainer
import MicroGPT
import Stage

extension Visit: Performance {}

/// The options that the explainer and a single picture have in common.
struct CourseOptions: ParsableArguments {
  @OptionGroup var options: RunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The name that the chapters show. (default: emma)", valueName: "name"))
  var name: String?

  /// - Parameter chapter: the number of the chapter to open; nil for the first.
  func visit(chapter: Int?) throws -> Visit {
    let settings = try options.settings()
    let run = try options.firstRun(settings: settings)
    let name = try name.map(run.tokenizer.knownName)
    let makeRun = { settings in try options.run(on: run.corpus, settings: settings) }
    return try Visit(
      run: run, name: name, chapter: chapter, makeRun: makeRun, stopwatch: Stopwatch().read)
  }
}

/// The explainer itself.
struct Explore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Step through how a GPT works, in this terminal. (default)",
    discussion: """
      ← → step, space plays, ? lists all keys, q quits.

      EXAMPLE
        microgpt-tui --name olivia --chapter 3
      """)

  @OptionGroup var course: CourseOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The chapter to begin with.", valueName: "number"),
    transform: NumberArgument.whole)
  var chapter: Int?

  @Option(
    parsing: .unconditional,
    help: "How many colours: none, 8, 16 or 256. (default: what the terminal has)")
  var color: ColourDepth?

  @Flag(help: "Draw with ASCII characters alone.")
  var ascii = false

  func run() throws {
    var visit = try course.visit(chapter: chapter)
    let terminal: Terminal
    do {
      terminal = try Terminal(colour: color, ascii: ascii ? true : nil)
    } catch {
      throw Refusal("\(error)")
    }
    let code = Loop(terminal: terminal).run(&visit)
    throw ExitCode(code)
  }
}

extension ColourDepth: ExpressibleByArgument {}
