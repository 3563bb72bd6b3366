import Curses
import Stage
import Testing

@testable import microgpt_tui

@Suite struct SettingsFileTests {
  private func line(_ text: String) throws -> [String]? {
    try SettingsLine(parsing: text[...]).map { [$0.key, $0.value] }
  }

  @Test(arguments: [
    "theme = \"light\"", "theme=\"light\"", "  theme\t=\t'light'  ", "\"theme\" = \"light\"#",
    "theme = \"light\" # as the window",
  ])
  func lines(text: String) throws {
    #expect(try line(text) == ["theme", "light"])
  }

  @Test func values() throws {
    #expect(try line("color = 256") == ["color", "256"])
    #expect(try line("mouse = true") == ["mouse", "on"])
    #expect(try line("mouse = false") == ["mouse", "off"])
    #expect(try line("color = \"# # \"") == ["color", "# # "])
    for text in ["", "  \t", "# theme = \"x\"", " #"] { #expect(try line(text) == nil) }
  }

  @Test(arguments: [
    "theme", "theme =", "= \"dark\"", "theme = dark", "theme = \"dark", "theme = \"dark' ",
    "theme = \"dark\" \"light\"", "[look]", "theme: \"dark\"", "theme = \"da\\rk\"",
    "theme = [\"dark\"]", "look.theme = \"dark\"", "theme = \"\"\"dark\"\"\"", "color = 1.5",
  ])
  func linesThatSayNothingClear(text: String) {
    let error = #expect(throws: Refusal.self) { try line(text) }
    #expect(error?.description == "write a setting as key = \"value\"")
  }

  private func settings(_ text: String) throws -> Settings {
    let folder = try Folder()
    try folder.write("config.toml", Array(text.utf8))
    return try SettingsFile.settings(path: "\(folder.path)/config.toml")
  }

  @Test func allOfThem() throws {
    let text = """
      # How it looks.\r
      theme = "light"\r

      color = "full"
      motion = "off"
      plot = 'block'
      mouse = true
      """
    #expect(
      try settings(text)
        == Settings(theme: .light, color: .full, motion: .off, plot: .block, mouse: .on))
    #expect(try settings("") == Settings())
    #expect(try settings("color = 8\n") == Settings(color: .eight))
  }

  @Test func optionsComeFirst() {
    let options = Settings(theme: .dark, mouse: .off)
    let file = Settings(theme: .light, motion: .off, mouse: .on)
    #expect(options.completed(by: file) == Settings(theme: .dark, motion: .off, mouse: .off))
  }

  @Test(arguments: [
    ("theme = \"dark\"\ntheme = \"light\"\n", 2, "theme is set twice"),
    (
      "\n\ntheme = \"drak\"", 3,
      "theme is drak; choose one of \"dark\", \"light\", \"terminal\", \"mono\""
    ),
    ("motion = 1", 1, "motion is 1; choose one of \"on\", \"off\""),
    ("plots = \"block\"", 1, "there is no setting plots; choose one of theme, color, motion, "),
    ("color = 256\nmouse", 2, "write a setting as key = \"value\""),
  ])
  func faults(text: String, line: Int, words: String) throws {
    let folder = try Folder()
    try folder.write("config.toml", Array(text.utf8))
    let path = "\(folder.path)/config.toml"
    let error = #expect(throws: Refusal.self) { try SettingsFile.settings(path: path) }
    #expect(error?.description.hasPrefix("\(path), line \(line): \(words)") == true)
  }

  @Test func noFile() throws {
    let error = #expect(throws: Refusal.self) { try SettingsFile.settings(path: Folder().path) }
    #expect(error?.description.hasSuffix(" is not a file with settings") == true)
  }
}
