import ArgumentParser
import CProcessor
import MicroGPT
import Stage

@main
struct MicroGPTCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "microgpt-tui",
    abstract: "How a GPT works, shown with one small enough to see every number.",
    discussion: """
      Without a subcommand it runs the explainer in this terminal; its options \
      (--data, --name, --chapter …) are listed by: microgpt-tui explore --help

      EXAMPLES
        microgpt-tui
        microgpt-tui --name olivia --chapter 3
        microgpt-tui train --steps 500
        microgpt-tui inspect --name olivia
        microgpt-tui draw 4 --size 100x30
        microgpt-tui bench
      """,
    version: "0.1.0",
    subcommands: [
      Explore.self, ShowProgress.self, Train.self, Inspect.self, Draw.self, Bench.self,
    ],
    defaultSubcommand: Explore.self)

  /// As ArgumentParser's `main`, but an error is one line: what was wrong and what to do, without the
  /// usage after it.
  static func main() {
    // Before the model runs: an instruction that the processor doesn't know ends the program.
    if let lacking = processor_lacks(Processor.used) {
      try? Output.standardError.write(
        "microgpt-tui: built for a processor with \(String(cString: lacking)), which this one "
          + "lacks; build it on this machine, or with MICROGPT_PORTABLE=1 for any\n")
      exit(withError: ExitCode.failure)
    }
    Output.openStandardFiles()
    Environment.forgetImpossibleSizes()
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      let code = exitCode(for: error)
      let message = message(for: error)
      if !message.isEmpty {
        let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
        let line = lines.joined(separator: " ").escaped
        let hint = code == .validationFailure ? " (--help lists what there is)" : ""
        try? Output.standardError.write("microgpt-tui: \(line)\(hint)\n")
      }
      exit(withError: code)
    }
  }

  private static func run(_ arguments: [String]) throws {
    do {
      try checkHelp(arguments)
      var command = try parse(arguments)
      try command.run()
    } catch {
      Environment.setWidthOfHelp()
      guard exitCode(for: error) == .success else { throw error }
      // Help, the version, a script of completions: ArgumentParser would not say that it can't print.
      let text = fullMessage(for: error)
      if !text.isEmpty { try Output.print(text + "\n") }
    }
  }

  /// - Throws: for `help` about a command that is not there: ArgumentParser shows the help of all then.
  private static func checkHelp(_ arguments: [String]) throws {
    guard arguments.first == "help" else { return }
    let names = configuration.subcommands.map { $0._commandName }
    let unknown = arguments.dropFirst().first {
      !$0.hasPrefix("-") && $0 != "help" && !names.contains($0)
    }
    if let unknown {
      throw ValidationError(
        "there is no command '\(unknown)'; choose one of \(names.joined(separator: ", "))")
    }
  }

  /// As `parseAsRoot`, but `-1` can stand for an argument that is missing, as in `draw -1`, so that
  /// the answer is about this value. ArgumentParser takes it for an option.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    do {
      return try parseAsRoot(arguments)
    } catch {
      guard let index = arguments.firstIndex(where: { $0.hasPrefix("-") && Int($0) != nil }) else {
        throw error
      }
      var reordered = arguments
      let number = reordered.remove(at: index)
      // After `--` nothing is an option.
      guard let command = try? parseAsRoot(reordered + ["--", number]) else { throw error }
      return command
    }
  }
}
