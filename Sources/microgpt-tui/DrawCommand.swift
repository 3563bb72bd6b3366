import ArgumentParser
import Curses
import Explainer
import Stage

/// One picture as text.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the picture of one beat as text, without a terminal.",
    discussion: """
      EXAMPLE
        microgpt-tui draw 3 --beat 2 --size 100x30 --color none
      """)

  @Argument(help: "The number of the chapter.", transform: NumberArgument.whole)
  var chapter: Int

  @OptionGroup var course: CourseOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Which beat, counted from 1.", valueName: "number"),
    transform: NumberArgument.whole)
  var beat: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Columns and rows. (default: 80x24)", valueName: "COLUMNSxROWS"),
    transform: PictureSize.init(parsing:))
  var size = PictureSize(columns: 80, rows: 24)

  @OptionGroup var look: PictureOptions

  @OptionGroup var moment: MomentOption

  func run() throws {
    var visit = try course.visit(chapter: chapter)
    try moment.check(steps: visit.steps)
    // The whole run: some pictures show all of it.
    while visit.work(at: 0, until: { false }) {}
    let size = Size(size.columns, size.rows)
    try visit.show(beat: beat, moment: moment.moment, size: size)
    // What this beat needs besides.
    while visit.work(at: 0, until: { false }) {}
    let picture = visit.picture(size, at: 0)
    let shown = look.ascii ? picture.ascii : picture.plotted(look.plot ?? .braille)
    let lines = shown.ansiLines(theme: look.theme ?? .dark, depth: look.color ?? .monochrome)
    try Output.print(lines.map { $0 + "\n" }.joined())
  }
}

/// `80x24`
struct PictureSize: CustomStringConvertible {
  let columns: Int
  let rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  init(parsing argument: String) throws {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      0...1000 ~= columns, 0...1000 ~= rows
    else { throw ValidationError("give columns x rows, such as 80x24, each from 0 to 1000") }
    self.init(columns: columns, rows: rows)
  }

  var description: String { "\(columns)x\(rows)" }
}
