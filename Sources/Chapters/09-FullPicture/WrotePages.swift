import MicroGPT
import Stage

/// What wrote the guess? The logits of a position, taken apart by who wrote them into the stream.
extension FullPicture {
  /// A part of the model that adds to the logits, by its number.
  struct Writer: Hashable, Sendable { let part: Int }

  /// A token whose logit can be asked for, for the mouse.
  struct Answer: Hashable, Sendable { let token: Int }

  /// What each part adds to a token's logit, for the mouse.
  struct Share: Hashable, Sendable { let part: Int, token: Int }

  /// The token whose logit is looked at; at first the right answer.
  func token(in scene: Scene) -> Int {
    let last = scene.tokenizer.vocabularySize - 1
    return min(last, token ?? scene.tokens[place(in: scene) + 1])
  }

  /// The token that it is compared with: the first guess or, where that is the token itself, the next one.
  private func rival(of token: Int, _ written: Written) -> Int? {
    compares ? written.best(2).first { $0 != token } : nil
  }

  func wrotePage(_ scene: Scene, _ cue: Cue) -> Page {
    writtenPage(scene, cue) { written in
      let token = token(in: scene)
      let rival = rival(of: token, written)
      let amounts = written.amounts(token, against: rival)
      let sum = amounts.reduce(0, +)
      let logit = written.logit(token, against: rival)
      var page = writtenPage(
        wroteCaption(written, token, rival, amounts),
        code: CodeView(
          .forward, mark: "logits = linear",
          note: "logit of \(scene.label(token)) = \(scene.digits(written.logits[token]))"),
        mathematics: [
          "x at the end is a sum, and lm_head works on each term of it alone: so the logit is "
            + "one as well.",
          "  x = x₀ + Σ heads attn_wo · head + MLP(…)",
          "  zᵢ = lm_head[i] · x₀ + Σ heads lm_head[i] · (attn_wo · head) + lm_head[i] · MLP(…)",
          "attn_wo · head means: only the columns of attn_wo that belong to the head.",
        ])
      page.controls = dials(scene).prefix(1) + [tokenControl(scene)]
      page.firstChoice = Target(Dial.token)
      page.keys = [
        PageKey(.switchView, rival == nil ? "compare" : "alone") { [with(\.compares, !compares)] },
        PageKey(.restore, self.token == nil ? "" : "right answer") { [with(\.token, nil)] },
      ]
      page.number = Site(.logit, position: written.position, index: token)
      page.pick = { target in
        if let answer: Answer = target.value() { return [with(\.token, answer.token)] }
        return picked(target, cue)
      }
      let chosen = page.chosen(by: cue)?.id
      let view = WrittenView(
        written: written, token: token, rival: rival, amounts: amounts, sum: sum, logit: logit,
        grown: Ease.inOut(cue.progress), dial: chosen?.value(as: Dial.self))
      page.picture = { view.draw(in: $0) }
      return page
    }
  }

  private func wroteCaption(
    _ written: Written, _ token: Int, _ rival: Int?, _ amounts: [Double]
  ) -> String {
    let scene = written.scene
    let label = scene.label(token)
    let most = amounts.map(\.magnitude).largest(1).first ?? 0
    let who = written.words(written.parts.parts[most])
    let way = amounts[most] < 0 ? "lowers" : "raises"
    if let rival {
      let ahead = written.logit(token, against: rival)
      let words = ahead < 0 ? "behind" : "ahead of"
      return "What puts “\(label)” \(words) “\(scene.label(rival))”? What is added to all logits "
        + "alike changes nothing, so look at the difference, part by part: \(who) \(way) it most. - + "
        + "choose another token, x shows it alone."
    }
    return "x is a sum of what each part wrote into it, so a logit is one as well: \(who) "
      + "\(way) that of “\(label)” most. This is each part’s direct share only, not what others "
      + "made of it later. - + choose another token, x compares."
  }

  private func tokenControl(_ scene: Scene) -> Control {
    let last = scene.tokenizer.vocabularySize - 1
    return Control(
      Dial.token, "token", Double(token(in: scene)), in: 0...Double(max(1, last)), step: 1,
      coarse: 5
    ) { [with(\.token, min(last, Int($0)))] }
  }

  func lettersPage(_ scene: Scene, _ cue: Cue) -> Page {
    writtenPage(scene, cue) { written in
      let token = token(in: scene)
      let count = written.parts.parts.count
      var page = writtenPage(
        "The same for all \(scene.tokenizer.vocabularySize.grouped) tokens: a row for each part, "
          + "a column for each token; orange raises, blue lowers. What stands below one "
          + "another adds up to the logit. ↑↓ choose the part, - + the token.",
        code: CodeView(.forward, mark: "logits = linear"),
        mathematics: [
          "Each row is lm_head times what that part added to x; together they are the logits.",
          "  z = lm_head · x₀ + lm_head · x₁ + …",
          "Softmax only sees differences within the row of logits: a row of one colour changes "
            + "no guess.",
        ])
      page.controls =
        dials(scene).prefix(1)
        + (0...count).map { part in
          let last = scene.tokenizer.vocabularySize - 1
          return Control(
            Writer(part: part), "", Double(token), in: 0...Double(max(1, last)), step: 1, coarse: 5
          ) { [with(\.token, min(last, Int($0)))] }
        }
      page.firstChoice = Target(Writer(part: count))
      page.keys = [
        nextPosition(scene),
        PageKey(.restore, self.token == nil ? "" : "right answer") { [with(\.token, nil)] },
      ]
      page.number = Site(.logit, position: written.position, index: token)
      page.pick = { target in
        guard let share: Share = target.value() else { return picked(target, cue) }
        return [with(\.token, share.token), .choose(Target(Writer(part: share.part)))]
      }
      let chosen = page.chosen(by: cue)?.id
      let view = LettersView(
        written: written, token: token, part: chosen?.value(as: Writer.self)?.part,
        dial: chosen?.value(as: Dial.self))
      page.picture = { view.draw(in: $0) }
      return page
    }
  }

  // MARK: What they have in common

  private func writtenPage(_ scene: Scene, _ cue: Cue, make: (Written) -> Page) -> Page {
    let position = place(in: scene)
    let questions = Written.questions(scene, position: position)
    if let written = Written(scene, position: position) {
      var page = make(written)
      page.questions += questions
      return page
    }
    var page = writtenPage(
      "A moment: what each part of this large model adds to the logits is being worked out.",
      code: CodeView(.forward, mark: "logits = linear"),
      mathematics: ["A logit is the sum of what each part adds to it.", "  z = z₀ + z₁ + …"])
    page.questions = questions
    return page
  }

  private func writtenPage(
    _ caption: String, code: @autoclosure @escaping () -> CodeView,
    mathematics: @autoclosure @escaping () -> [String]
  ) -> Page {
    Page(caption, code: code(), mathematics: mathematics()) { $0.text("…", .faint) }
  }
}
