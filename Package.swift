// swift-tools-version: 6.2

import PackageDescription

/// Warnings are errors, so that a clean build stays clean.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// What computes is compiled for speed even where the rest is compiled for debugging: tests train
/// 1,000 steps and draw thousands of pictures. All checks that trap stay.
let fast: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The model is compiled for the processor at hand, or with `MICROGPT_PORTABLE=1` for any of its kind.
/// A root that can't say that its argument is below 0 (`errno`) is one instruction.
let processor: [SwiftSetting] = {
  var flags = ["-Xcc", "-fno-math-errno"]
  #if arch(x86_64)
    let environment = Context.environment
    if environment["MICROGPT_PORTABLE", default: ""].isEmpty {
      flags += ["-Xcc", "-march=" + environment["MICROGPT_PROCESSOR", default: "native"]]
    }
  #endif
  return [.unsafeFlags(flags)]
}()

/// A release starts in some milliseconds: it carries Swift's own libraries, so that none is searched
/// for and joined at each start, and lies at a fixed address, so that none of its own is corrected.
let ready: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-use-ld=lld", "-Xclang-linker", "-no-pie",
      // What the argument parser's use of FoundationEssentials needs.
      "-l_FoundationCShims", "-l_FoundationCollections", "-lswiftSynchronization",
    ], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "microgpt-tui",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "microgpt-tui", targets: ["microgpt-tui"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The model: exact, without a terminal.
    .target(name: "CLibm", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CProcessor"),
    .target(
      name: "MicroGPT", dependencies: ["CLibm", "CProcessor"],
      swiftSettings: fast + processor),

    // Cells, widgets and the timeline: no model, no terminal.
    .target(name: "Stage", swiftSettings: fast),

    // The names and the shown source code, embedded in the program.
    .target(name: "CData", path: "data", exclude: ["README.md", "names.txt", "shown.inc"]),

    // What is taught: model and stage joined, all values.
    .target(
      name: "Chapters", dependencies: ["CData", "MicroGPT", "Stage"],
      swiftSettings: fast),

    // The visit: frame, keys, mouse, prompts, runs. It proves that no chapter sees the frame.
    .target(
      name: "Explainer", dependencies: ["Chapters", "MicroGPT", "Stage"], swiftSettings: fast),

    // The one place that sees ncurses.
    .target(
      name: "CNcurses",
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(name: "Curses", dependencies: ["CNcurses", "Stage"], swiftSettings: fast),

    // Other programs, to compare with.
    .target(name: "CProcess"),

    .executableTarget(
      name: "microgpt-tui",
      dependencies: [
        "CData", "CProcess", "CProcessor", "Curses", "Explainer", "MicroGPT", "Stage",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: ready),

    .target(name: "CTestSupport", path: "Tests/CTestSupport"),
    .testTarget(
      name: "CursesTests", dependencies: ["CNcurses", "Curses", "Stage"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["CTestSupport"], path: "Tests/TestSupport",
      swiftSettings: fast),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["CTestSupport", "Curses", "Stage", "TestSupport", "microgpt-tui"],
      swiftSettings: strict),
    // Minutes of random input, signals and files: with STRESS=1, else they are skipped.
    .testTarget(
      name: "StressTests", dependencies: ["TestSupport", "microgpt-tui"], swiftSettings: strict),
    .testTarget(
      name: "MicroGPTTests", dependencies: ["CData", "CLibm", "MicroGPT"],
      exclude: ["Recorded"], swiftSettings: strict),
    .testTarget(name: "StageTests", dependencies: ["Stage"], swiftSettings: strict),
    .testTarget(
      name: "ChaptersTests",
      dependencies: ["CData", "Chapters", "Explainer", "MicroGPT", "Stage", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["MicroGPT", "microgpt-tui"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
