import ArgumentParser

@main
struct MicroGPTCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "microgpt-tui", version: "0.1.0")
}
