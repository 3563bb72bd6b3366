import Foundation
import Testing

@testable import microgpt_tui

@Suite struct TrainTests {
  /// What microgpt.py printed with these settings, and its losses.
  @Test func sameAsMicrogpt() throws {
    let folder = try Folder()
    let train = try Command(
      "train --steps 12 --n-embd 24 --n-head 3 --block-size 5 --seed -123456789012 "
        + "--temperature 0.8 --engine exact --losses losses.csv", in: folder)
    #expect(train.exitCode == 0)
    #expect(train.error == "")
    let output = """
      num docs: 32952
      vocab size: 27
      num params: 8328
      --- inference (new, hallucinated names) ---
      sample  1: asgya
      sample  2: sbwst
      sample  3: iynit
      sample  4: eh
      sample  5: sanua
      sample  6: rrnan
      sample  7: ilaaa
      sample  8: anoap
      sample  9: rxrie
      sample 10: nunja
      sample 11: aaddb
      sample 12: wymku
      sample 13: sfnds
      sample 14: nrg
      sample 15: aidho
      sample 16: avyep
      sample 17: scnaq
      sample 18: mavon
      sample 19: upnps
      sample 20: sewam

      """
    #expect(train.output == output)
    let losses = """
      step,loss
      1,3.396488713716133
      2,3.505191595681876
      3,3.2317519461001716
      4,3.1473840092883307
      5,3.176939004135815
      6,3.1606985595018036
      7,3.605528969017803
      8,3.2957689543300583
      9,2.9597836596609692
      10,3.4537306425119043
      11,3.4605562116862347
      12,3.1572834968171506

      """
    #expect(try folder.read("losses.csv") == losses)
  }

  /// Both engines make up the same names, and their losses are the same but for the last digits.
  @Test func enginesAgree() throws {
    let folder = try Folder()
    let exact = try Command("train --steps 30 --engine exact --losses exact.csv", in: folder)
    let fast = try Command("train --steps 30 --losses fast.csv", in: folder)
    #expect(exact.exitCode == 0 && fast.exitCode == 0)
    #expect(fast.output == exact.output)
    func losses(_ file: String) throws -> [Double] {
      try folder.read(file).split(separator: "\n").dropFirst().map { line in
        try #require(line.split(separator: ",").last.flatMap { Double($0) })
      }
    }
    let pairs = zip(try losses("exact.csv"), try losses("fast.csv"))
    #expect(pairs.map { _ in }.count == 30)
    for (exact, fast) in pairs { #expect(abs(exact - fast) <= 1e-12 * exact) }
  }

  @Test func ownData() throws {
    let folder = try Folder()
    try folder.write("names.txt", Array("Zo\u{eb}\r\n\r\n Ada \nAda".utf8))
    let train = try Command("train --data names.txt --steps 5 --samples 0", in: folder)
    #expect(train.exitCode == 0)
    #expect(
      train.output
        == "num docs: 3\nvocab size: 7\nnum params: 3552\n"
        + "--- inference (new, hallucinated names) ---\n")
  }

  /// One line that says what was wrong, and nothing else: no usage, no output.
  @Test(arguments: [
    (
      "--steps abc",
      "The value 'abc' is invalid for '--steps <count>': give a whole number such as 12 (--help lists what there is)"
    ),
    ("--stepz 5", "Unknown option '--stepz'. Did you mean '--steps'? (--help lists what there is)"),
    ("--steps 0", "--steps is 0; it must be from 1 to 10000000"),
    ("--steps -3", "--steps is -3; it must be from 1 to 10000000"),
    ("--n-layer 0", "--n-layer is 0; it must be from 1 to 1000"),
    ("--block-size 0", "--block-size is 0; it must be from 1 to 1000000"),
    (
      "--n-head 3",
      "--n-embd 16 can't be shared among --n-head 3 heads; "
        + "choose a width that is a multiple of the heads"
    ),
    ("--beta1 1", "--beta1 is 1.0; it must be from 0 to below 1"),
    ("--beta2 -0.1", "--beta2 is -0.1; it must be from 0 to below 1"),
    (
      "--engine slow",
      "The value 'slow' is invalid for '--engine <engine>'. Please provide one of 'fast' and "
        + "'exact'. (--help lists what there is)"
    ),
    ("--samples -1", "--samples is -1; it must be from 0 to 1000000"),
    ("--learning-rate 0", "--learning-rate is 0.0; it must be above 0 and at most 100"),
    ("--learning-rate nan", "--learning-rate is nan; it must be above 0 and at most 100"),
    ("--temperature 0", "--temperature is 0.0; it must be above 0 and finite, as 0.5 is"),
    ("--temperature -1", "--temperature is -1.0; it must be above 0 and finite, as 0.5 is"),
    ("--temperature inf", "--temperature is inf; it must be above 0 and finite, as 0.5 is"),
    (
      "--data none.txt",
      "can't read none.txt: No such file or directory; give a text file with one name a line"
    ),
    ("--data .", "can't read .: Is a directory; give a text file with one name a line"),
    ("--data ''", "--data is empty; give the path of a text file"),
    ("--data empty", "empty is empty; give a text file with one name a line"),
    ("--data blank", "blank has only blank lines; give a text file with one name a line"),
    (
      "--data latin1",
      "latin1 is not UTF-8 text; convert it first, for example with iconv -t UTF-8"
    ),
    (
      "--data binary",
      "binary is not a text file (it has control characters); give one name a line"
    ),
    (
      "--data wide",
      "wide is UTF-16 text; save it as UTF-8, for example with iconv -f UTF-16 -t UTF-8"
    ),
    (
      "--data large", "large is larger than 1 GB; give a smaller file"
    ),
    (
      "--data /dev/zero",
      "/dev/zero is not a text file (it has control characters); give one name a line"
    ),
    (
      "--losses ''", "--losses is empty; give the path of a file, or - for standard output"
    ),
    (
      "--losses none/x.csv",
      "can't write --losses none/x.csv: No such file or directory; choose another file"
    ),
    ("--losses .", "can't write --losses .: Is a directory; choose another file"),
    (
      "--data good --losses good",
      "--losses good would overwrite the data; choose another file"
    ),
  ]) func refusals(arguments: String, line: String) throws {
    let folder = try Folder()
    try folder.write("empty", [])
    try folder.write("blank", Array(" \n\t\r\n".utf8))
    try folder.write("latin1", [0x5a, 0x6f, 0xeb, 0x0a])
    try folder.write("binary", [0x61, 0, 0x0a])
    try folder.write("good", Array("ada\n".utf8))
    try folder.write("wide", Array("ada\n".utf8).flatMap { [$0, 0] })
    try folder.write("large", [])
    // It takes no room: nothing is written to it.
    truncate(folder.path + "/large", 1 << 31)
    let train = try Command("train \(arguments)", in: folder)
    #expect(train.exitCode != 0)
    #expect(train.output == "")
    #expect(train.error == "microgpt-tui: \(line)\n")
    #expect(try folder.read("good") == "ada\n")
  }

  @Test func tooLargeForMemory() throws {
    let train = try Command("train --n-embd 1000000", in: Folder())
    #expect(train.exitCode == 1)
    #expect(train.output == "")
    #expect(train.error.hasPrefix("microgpt-tui: this model needs about "))
    #expect(train.error.split(separator: "\n").count == 1)
  }

  /// A refused run leaves the file for the losses as it was, or absent.
  @Test func lossesFileIsNotTouched() throws {
    let folder = try Folder()
    try folder.write("losses.csv", Array("mine\n".utf8))
    _ = try Command("train --n-head 3 --losses losses.csv", in: folder)
    #expect(try folder.read("losses.csv") == "mine\n")
    _ = try Command("train --data none --losses new.csv", in: folder)
    #expect(!folder.has("new.csv"))
    // A run that is not refused replaces it, whatever its length was.
    _ = try Command("train --steps 1 --samples 0 --engine exact --losses losses.csv", in: folder)
    #expect(try folder.read("losses.csv") == "step,loss\n1,3.307754501956893\n")
  }

  @Test func diverging() throws {
    let folder = try Folder()
    let train = try Command(
      "train --steps 50 --learning-rate 100 --engine exact --losses losses.csv", in: folder)
    #expect(train.exitCode == 1)
    #expect(
      train.error
        == "microgpt-tui: training diverged at step 2: the loss is not a finite number any more; "
        + "choose a lower --learning-rate than 100.0\n")
    #expect(!train.output.contains("inference"))
    // What there was is written.
    #expect(try folder.read("losses.csv") == "step,loss\n1,3.307754501956893\n")
  }

  /// The advice is about the settings that are not those of microgpt.py.
  @Test(arguments: [
    ("--beta2 0", "choose a value nearer to microgpt.py's: --beta2 0.0 (there 0.99)"),
    (
      "--beta2 0 --learning-rate 0.001",
      "choose a value nearer to microgpt.py's: --beta2 0.0 (there 0.99)"
    ),
    (
      "--beta2 0 --beta1 0.5 --learning-rate 1",
      "choose values nearer to microgpt.py's: --learning-rate 1.0 (there 0.01), "
        + "--beta1 0.5 (there 0.85), --beta2 0.0 (there 0.99)"
    ),
    ("--learning-rate 10", "choose a lower --learning-rate than 10.0"),
  ]) func adviceAfterDiverging(arguments: String, advice: String) throws {
    let train = try Command("train --steps 1000 \(arguments)", in: Folder())
    #expect(train.exitCode == 1)
    #expect(train.error.hasPrefix("microgpt-tui: training diverged at step "))
    #expect(train.error.hasSuffix("; \(advice)\n"))
  }

  @Test func nobodyReads() throws {
    let folder = try Folder()
    let train = try Command("train --steps 20", into: "head -1", in: folder)
    #expect(train.output == "num docs: 32952\n")
    #expect(train.error == "")
    // Ended by the signal for that, as other programs are, or by its own doing.
    #expect([0, 1, 141].contains(train.exitCode))
  }

  @Test func helpAndVersion() throws {
    let folder = try Folder()
    let version = try Command("--version", in: folder)
    #expect(version.output == "0.1.0\n")
    #expect(version.exitCode == 0)
    let help = try Command("train --help", in: folder)
    #expect(help.exitCode == 0)
    #expect(help.error == "")
    #expect(help.output.contains("\n  microgpt-tui train --data cities.txt --steps 3000 "))
    for option in [
      "data", "seed", "steps", "n-layer", "n-embd", "n-head", "block-size", "learning-rate",
      "beta1", "beta2", "samples", "temperature", "engine", "losses",
    ] {
      #expect(help.output.contains("\n  --\(option) <"))
    }
  }
}

@Suite struct ProgressBarTests {
  @Test(arguments: [
    (80, "━━━━━━━━━━━━━━━───────────────  step 500 of 1000  loss 2.391  1:05 left"),
    (50, "━━━━────  step 500 of 1000  loss 2.391  1:05 left"),
    (20, "step 500 of 1000  l"),
    (1, ""),
    (0, ""),
  ]) func line(columns: Int, expected: String) {
    let line = ProgressBar.line(
      step: 500, steps: 1000, loss: 2.3906, secondsLeft: 65, columns: columns)
    #expect(line == expected)
    #expect(line.count < max(1, columns))
  }

  @Test func anyLoss() {
    for loss in [0, 1e-9, 1e300, 3.0] {
      let line = ProgressBar.line(step: 1, steps: 1, loss: loss, secondsLeft: 0, columns: 80)
      #expect(line.hasPrefix("━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  step 1 of 1  loss "))
      #expect(line.hasSuffix("  0:00 left"))
    }
  }
}
