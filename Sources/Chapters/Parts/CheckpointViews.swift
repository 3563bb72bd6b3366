import Stage

/// The choices of a checkpoint: what is struck out, and why.
struct ChoiceList {
  let choices: [Checkpoint.Choice]
  let tries: Progress.Tries
  let target: (Int) -> Target

  /// Draws them and returns the rows they took.
  func draw(in area: Area, chosen: Int?) -> Int {
    let width = area.width - 4
    let wordRows = choices.map { Paragraph($0.words).lines(width: width).count }
    let all = choices.indices.filter { isAnswered($0) }
    func rows(_ reasons: [Int]) -> Int {
      wordRows.reduce(0, +)
        + reasons.reduce(0) { $0 + Paragraph(choices[$1].reason).lines(width: width).count }
    }
    // Where there is no room for all reasons, that of the last answer.
    let reasons = rows(all) <= area.height ? all : [last].compactMap { $0 }
    let gap = rows(reasons) + choices.count - 1 <= area.height ? 1 : 0
    var y = 0
    for (place, choice) in choices.enumerated() {
      let isStruck = tries.wrong.contains(choice.words)
      let isLit = tries.isOver && choice.isRight
      let role: Role =
        isLit ? .answer : isStruck || tries.isOver ? .faint : place == chosen ? .chosen : .text
      let room = area.inset(top: y, bottom: 0)
      if place == chosen { room.text("▸", .chosen, .strong) }
      room.text(isLit ? "✓" : isStruck ? "✗" : "·", x: 2, isStruck ? .warning : role, .strong)
      let words = room.trailing(from: 4)
      var used = Paragraph(choice.words).draw(in: words, role, isStruck ? [] : .strong)
      if reasons.contains(place) {
        used += Paragraph(choice.reason).draw(in: words.below(used))
      }
      room.top(used).touch(.pick(target(place)))
      y += used + gap
    }
    return y
  }

  private func isAnswered(_ place: Int) -> Bool {
    choices[place].isRight ? tries.isOver : tries.wrong.contains(choices[place].words)
  }

  /// The place of the last answer.
  private var last: Int? {
    tries.isOver
      ? choices.firstIndex(where: \.isRight)
      : choices.firstIndex { $0.words == tries.wrong.last }
  }
}

/// The answers to a checkpoint that asks for a number, under what is known.
struct NumberTries {
  let answer: Checkpoint.Answer
  let tries: Progress.Tries

  /// The number that was typed: with a point or a comma, with a percent sign or without.
  static func number(_ text: String) -> Double? {
    let plain = text.replacing("−", with: "-").replacing(",", with: ".").filter {
      !" %".contains($0)
    }
    return Double(plain).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Draws them and returns the rows they took.
  func draw(in area: Area) -> Int {
    let area = area.inset(left: 2)
    func rows(_ texts: [Text]) -> Int {
      texts.reduce(0) { $0 + max(1, Paragraph($1).lines(width: area.width, limit: 99).count) }
    }
    let verdict = verdict
    var (known, tried) = (answer.given.map(given), tries.wrong.map(tried))
    // In a low window what matters least gives way.
    func fits() -> Bool { rows(known + tried + [verdict]) <= area.height }
    if !fits() { known.removeAll(where: \.isEmpty) }
    if !fits() { tried = Array(tried.suffix(1)) }
    if !fits() && tries.isOver { (known, tried) = (Array(known.suffix(1)), []) }
    let gap = rows(known + tried + [verdict]) + 1 <= area.height ? [Text([])] : []
    var y = 0
    for text in known + gap + tried + [verdict] {
      // What fits into one row keeps its blanks, so that columns stand below each other.
      let isShort = text.columns <= area.width
      if isShort { area.text(text, y: y) }
      y += isShort ? 1 : Paragraph(text).draw(in: area.below(y))
    }
    return y
  }

  private var value: String { answer.value.fixed(answer.digits) }

  /// A line of what is known; what is sought is marked, and filled in at the end.
  private func given(_ line: String) -> Text {
    let parts = line.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return Text(line) }
    let mark = tries.isOver ? Text(value, .answer, .strong) : Text("?", .chosen, .strong)
    return Text(String(parts[0])) + mark + Text(String(parts[1]))
  }

  private func tried(_ wrong: String) -> Text {
    let isHigh = (NumberTries.number(wrong) ?? 0) > answer.value
    return "\("✗", .warning, .strong) \(wrong)\(isHigh ? ": too high" : ": too low", .faint)"
  }

  private var verdict: Text {
    switch tries.outcome {
    case .solved:
      return "\("✓", .answer, .strong) \(value, .answer, .strong) is right. \(answer.way)"
    case .shown: return "It is \(value, .answer, .strong). \(answer.way)"
    case .open:
      let left = Checkpoint.mostTries - tries.wrong.count
      let digits = "with \(answer.digits) digit\(answer.digits == 1 ? "" : "s") after the point"
      let help = answer.digits > 1 ? "; a calculator helps" : ""
      let form = answer.digits == 0 ? "a whole one" : digits + help
      return Text(
        "Type the number, \(form). \(left == 1 ? "One try" : "\(left) tries") left.", .faint)
    }
  }
}

/// The lines of code of a checkpoint, with the reasons why some are not the one that is sought.
struct LineChoice {
  let line: Checkpoint.Line
  let tries: Progress.Tries
  /// The place of the line that is sought, and of the one under the cursor.
  let right: Int
  let chosen: Int?
  let target: (Int) -> Target

  func draw(in area: Area) {
    let lines = line.code.snippet.lines.enumerated().map { place, one in
      CodePane.Line(
        margin: one.margin, text: one.text, isMarked: place == chosen, note: note(place, one),
        target: target(place))
    }
    CodePane(title: line.code.snippet.file, marginTitle: "microgpt.py", lines: lines).draw(in: area)
  }

  private func note(_ place: Int, _ one: Snippet.Line) -> String? {
    if place == right { return tries.isOver ? "✓ \(line.reason)" : nil }
    // The reason of the last answer only: the lines must not run out of the window.
    guard tries.wrong.last == one.words, !tries.isOver else { return nil }
    let reason = line.wrong.first { one.text.contains($0.key) }?.value
    return "✗ " + (reason ?? "Not this one.")
  }
}
