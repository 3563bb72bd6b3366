import ArgumentParser
import Chapters
import Explainer
import MicroGPT

/// What was done in earlier visits.
struct ShowProgress: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Print what you have done in earlier visits, or remove it.",
    discussion: """
      It is kept in one file, microgpt-tui/progress.json, in the folder for state \
      ($XDG_STATE_HOME, or ~/.local/state).

      EXAMPLES
        microgpt-tui progress
        microgpt-tui progress --reset
      """)

  @Flag(help: "Remove it, after asking.")
  var reset = false

  func run() throws {
    guard let file = ProgressFile() else {
      throw Refusal("nothing is kept: set HOME or XDG_STATE_HOME to a folder")
    }
    let path = file.path.escaped
    let found = file.read()
    if case .nothing = found {
      try Output.print("Nothing is kept yet: microgpt-tui keeps what you do in \(path)\n")
      return
    }
    if reset { return try remove(file) }
    switch found {
    case .nothing: break
    case .progress(let progress): try Output.print(try text(progress) + "\nKept in \(path)\n")
    case .damaged:
      throw Refusal("\(path) is damaged; microgpt-tui puts it aside, progress --reset removes it")
    case .later(let version):
      throw Refusal(
        "\(path) is of version \(version), which a later microgpt-tui wrote; use that one")
    case .unreadable(let error):
      throw Refusal("can't read \(path): \(error)")
    }
  }

  private func remove(_ file: ProgressFile) throws {
    let path = file.path.escaped
    try Output.print("Remove all that was kept of your visits, \(path)? (y/n) ")
    let answer = readLine()?.lowercased() ?? ""
    guard ["y", "yes"].contains(answer) else {
      try Output.print("Nothing was removed.\n")
      return
    }
    do {
      try file.remove()
    } catch {
      throw Refusal("can't remove \(path): \(error)")
    }
    try Output.print("Removed.\n")
  }

  /// A row for each chapter, and what it comes to.
  private func text(_ progress: Progress) throws -> String {
    let dataset = try DataFile.embedded()
    let run = try Run(corpus: Corpus(dataset), settings: .standard, engine: .fast)
    let visit = try Visit(
      run: run, progress: progress, makeRun: { _ in run }, stopwatch: Stopwatch().read)
    let course = visit.course
    var lines = [row("  Chapter", "beats seen", "questions")]
    lines += course.parts.map {
      row(
        "\($0.number)".paddedLeft(2) + " \($0.title)", "\($0.seen) of \($0.beats)",
        "\($0.done) of \($0.checkpoints)")
    }
    let (lit, all) = course.lit
    lines += ["", "\(lit) of the \(all) lines of microgpt.py are lit."]
    if !progress.cards.isEmpty {
      let known = progress.cards.values.count(where: \.isKnown)
      lines.append("Cards asked: \(progress.cards.count), known the last time: \(known).")
    }
    if let place = progress.place,
      let part = course.parts.first(where: { $0.number == place.chapter })
    {
      lines.append("The last visit ended in chapter \(part.number), \(part.title).")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func row(_ title: String, _ seen: String, _ done: String) -> String {
    title.padded(34) + seen.paddedLeft(12) + done.paddedLeft(12)
  }
}
