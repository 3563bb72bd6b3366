import ArgumentParser
import Chapters
import Curses
import Explainer
import MicroGPT
import Stage

/// The options that the explainer and a single picture have in common.
struct CourseOptions: ParsableArguments {
  @OptionGroup var options: RunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The name that the chapters show. (default: emma)", valueName: "name"))
  var name: String?

  /// - Parameters:
  ///   - chapter: the number of the chapter to open; nil for the first.
  ///   - progress: what was done in earlier visits.
  ///   - check: refuses what is too large.
  func visit(
    chapter: Int?, progress: Progress = Progress(),
    check: @escaping (RunSettings, Corpus) throws -> Void = { _, _ in }
  ) throws -> Visit {
    let settings = try options.settings()
    let run = try options.firstRun(settings: settings)
    try check(settings, run.corpus)
    let name = try name.map(run.tokenizer.knownName)
    let makeRun = { settings in
      try check(settings, run.corpus)
      return try options.run(on: run.corpus, settings: settings)
    }
    return try Visit(
      run: run, name: name, chapter: chapter, progress: progress, makeRun: makeRun,
      stopwatch: Stopwatch().read)
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

  @Flag(help: "Leave aside what you did in earlier visits, and keep nothing of this one.")
  var fresh = false

  @OptionGroup var look: LookOptions

  func run() throws {
    let keeper = ProgressKeeper(isFresh: fresh)
    var visit = try course.visit(
      chapter: chapter, progress: keeper.progress, check: Explore.check)
    if let note = keeper.note { visit.tell(note) }
    let settings = look.settings
    visit.usesMouse = settings.mouse != .off
    let terminal: Terminal
    do {
      terminal = try Terminal(
        theme: settings.theme, colour: settings.color, ascii: look.picture.ascii ? true : nil,
        plot: settings.plot ?? .braille, mouse: visit.usesMouse)
    } catch {
      throw Refusal("\(error)")
    }
    var kept = KeptVisit(visit: visit, keeper: keeper)
    let code = Loop(terminal: terminal, hasMotion: settings.motion != .off).run(&kept)
    kept.keeper.end(kept.visit.progress)
    throw ExitCode(code)
  }

  /// The largest model whose keys are answered at once: what is done between two looks at the time grows
  /// with the parameters, and with the largest matrix times the positions.
  private static let (mostParameters, mostProducts) = (8e6, 4e7)

  /// - Throws: `SettingError` for a model that is too large.
  private static func check(_ settings: RunSettings, _ corpus: Corpus) throws(SettingError) {
    let (size, vocabulary) = (settings.size, corpus.tokenizer.vocabularySize)
    let rows = Double(max(4 * size.width, vocabulary))
    let advice = "; microgpt-tui train takes it"
    if size.parameters(vocabularySize: vocabulary) > mostParameters {
      throw SettingError(
        "--n-embd \(size.width) and --n-layer \(size.layers) make a model that is too large to be "
          + "explored: more than 8,000,000 parameters" + advice)
    }
    if rows * Double(size.width) * Double(size.blockSize) > mostProducts {
      throw SettingError(
        "--block-size \(size.blockSize) is too large to be explored with --n-embd \(size.width) and "
          + "\(vocabulary) tokens" + advice)
    }
  }
}
