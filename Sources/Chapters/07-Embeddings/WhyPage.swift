import MicroGPT
import Stage

/// The question that the chapter answers: what could stand for a letter better than an id?
extension FromIdsToMeaning {
  func whyPage(_ scene: Scene, _ cue: Cue) -> Page {
    let token = token(scene, cue)
    let view = IdsView(scene: scene, token: token)
    let (one, other) = (scene.quoted(token), scene.quoted(view.neighbour))
    var page = Page(
      "\(one) has the id \(token.grouped) and \(other) the id \(view.neighbour.grouped). But ids are only labels: they "
        + "say nothing of how letters are used, and no training can move them. What could stand for a letter "
        + "that can be moved, a little at a time?",
      code: CodeView(.encode, mark: "tokens.append(id)", note: "\(one): id = \(token)"),
      mathematics: [
        "An id is the place of a character in the sorted list of all characters, counted from 0.",
        "  id(c) = how many other characters come before c",
        "Its size has no meaning: numbered in another order, the letters would be the same letters.",
      ]
    ) { view.draw(in: $0) }
    page.controls = scene.window(around: token).map {
      Control(choice: TokenRow(token: $0), scene.label($0))
    }
    page.firstChoice = Target(TokenRow(token: token))
    return page
  }
}

extension Scene {
  /// A token as it stands in a sentence: `“e”`, `BOS`.
  func quoted(_ token: Int) -> String {
    token == tokenizer.bos ? label(token) : "“\(label(token))”"
  }

  /// How many tokens are shown at most on each side of the chosen one: more than a window has rows.
  private static let reach = 100

  /// How many tokens are compared with each other at most.
  static let mostCompared = 2 * reach + 1

  /// All tokens; of a large vocabulary those around one of them, by their ids.
  func window(around token: Int) -> Range<Int> {
    let all = 0..<tokenizer.vocabularySize
    guard all.count > Scene.mostCompared else { return all }
    return (token - Scene.reach..<token + Scene.reach + 1).clamped(to: all)
  }
}

/// The tokens in a line by their ids, and what calculating with ids would say.
private struct IdsView {
  let scene: Scene
  let token: Int

  /// The token with the next id; of the last one, that before.
  var neighbour: Int {
    token + 1 < scene.tokenizer.vocabularySize ? token + 1 : max(0, token - 1)
  }

  func draw(in area: Area) {
    area.text("Tokens in a line, by their ids", .title, .strong)
    let used = drawLine(in: area.below(area.height > 12 ? 2 : 1)) + (area.height > 12 ? 3 : 2)
    let rest = area.below(used)
    rest.text("If ids were amounts:", .title, .strong)
    let lines = nonsense
    for (row, line) in lines.enumerated() {
      rest.text(line.cut(rest.width - 2), x: 2, y: row + 1)
    }
    Paragraph(
      "None of this is so: the ids only follow the sorted list of characters, and any other order would do."
    )
    .draw(in: rest.below(lines.count + (rest.height > lines.count + 3 ? 2 : 1)), .faint)
    drawStairs(in: rest.below(lines.count + 5))
  }

  /// In high windows the ids as heights, and as they would be if somebody had counted from the other end.
  private func drawStairs(in area: Area) {
    let window = scene.window(around: token)
    let ids = Array(window)
    let other = ids.map { window.lowerBound + window.upperBound - 1 - $0 }
    let places = area.height > 17 ? area.rows([1, 1]) : area.columns([1, 1], gap: 3)
    guard ids.count > 1, area.height > 3, places[1].width >= ids.count else { return }
    IdStairs(scene: scene, tokens: ids, ids: ids, token: token)
      .draw("these ids, as heights", in: places[0])
    IdStairs(scene: scene, tokens: ids, ids: other, token: token)
      .draw("counted from the other end", in: places[1])
  }

  /// Draws labels and ids side by side, around the chosen one where not all fit; as many lines as it
  /// takes, at most half of the room.
  private func drawLine(in area: Area) -> Int {
    let window = Array(scene.window(around: token))
    let wide =
      2 + (window.map { max(scene.label($0).columns, "\($0)".columns) }.max() ?? 1)
    let perLine = max(1, area.width / wide)
    let lines = max(1, min((window.count + perLine - 1) / perLine, (area.height / 2 + 1) / 3))
    let shown = Range.window(
      of: window.count, room: lines * perLine, around: window.firstIndex(of: token) ?? 0)
    let used = Set(scene.tokens)
    for (offset, id) in window[shown].enumerated() {
      let (line, column) = offset.quotientAndRemainder(dividingBy: perLine)
      let cell = area.part(Rect(column * wide, line * 3, wide - 1, 2))
      let isChosen = id == token
      let role: Role = isChosen ? .chosen : used.contains(id) ? .token : .text
      cell.text(centred: scene.label(id), role, isChosen ? [.strong, .inverse] : [])
      cell.text(centred: "\(id)", y: 1, isChosen ? .chosen : .faint)
      cell.touch(picking: Target(FromIdsToMeaning.TokenRow(token: id)))
    }
    return lines * 3 - 1
  }

  /// What would follow if ids could be calculated with, for the letters of the name.
  private var nonsense: [Text] {
    let count = scene.tokenizer.vocabularySize
    func name(_ id: Int) -> Text { Text(scene.quoted(id), id == token ? .chosen : .token) }
    var lines: [Text] = []
    if token > 0 && token + 1 < count {
      lines.append(
        "\(name(token)) (\(token)) would be halfway between \(name(token - 1)) (\(token - 1)) and \(name(token + 1)) (\(token + 1))"
      )
    }
    let others = scene.tokens.filter { $0 != token && $0 > 0 }
    if let other = others.first(where: { $0 + token < count }) {
      lines.append(
        "\(name(token)) and \(name(other)) would add up to \(name(token + other)): \(token) + \(other) = \(token + other)"
      )
    }
    if token > 0, token * 2 < count {
      lines.append(
        "\(name(token * 2)) (\(token * 2)) would be twice as much as \(name(token)) (\(token))")
    }
    if lines.isEmpty {
      lines.append(
        "\(name(neighbour)) (\(neighbour)) would be all but the same as \(name(token)) (\(token))")
    }
    return lines
  }
}
