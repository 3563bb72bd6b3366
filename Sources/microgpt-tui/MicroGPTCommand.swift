import ArgumentParser
import CProcessor
import MicroGPT

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
    subcommands: [Explore.self, Train.self, Inspect.self, Draw.self, Bench.self],
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
    do {
      var command = try parse(Array(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch {
      let code = exitCode(for: error)
      guard code != .success else { exit(withError: error) }  // --help, --version
      let message = message(for: error)
      if !message.isEmpty {
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        let hint = code == .validationFailure ? " (--help lists what there is)" : ""
        try? Output.standardError.write("microgpt-tui: \(line)\(hint)\n")
      }
      exit(withError: code)
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
