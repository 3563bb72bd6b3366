import MicroGPT
import Stage

/// Switch it off: what the guess, the name and a thousand names lose without a part of the model.
extension FullPicture {
  /// What is switched off; nil where nothing is.
  struct Switch: Hashable, Sendable {
    let beat: String
    let part: Ablation?
  }

  func offPage(_ scene: Scene, _ cue: Cue) -> Page {
    var page = switchPage(scene, cue, dials: dials(scene).prefix(1)) { offCaption(scene, $0) }
    let part = switched(page, cue)
    if !scene.isTraining { page.questions += [NameWithout(scene, scene.removableParts)] }
    page.questions += scene.questions(without: part)
    // Where the name is better off without it, many names have the last word.
    if let part, !scene.isTraining, let without = scene.trace(without: part),
      without.loss < scene.trace.loss
    {
      page.questions += [WithoutParts(scene, documents: Scene.comparedDocuments)]
    }
    page.keys = [nextPosition(scene)]
    let position = place(in: scene)
    let view = SwitchTable(
      scene: scene, chosen: part, beat: cue.beat, title: "loss of the name",
      whole: scene.trace.loss, losses: losses(scene, part), isChosen: !isDial(page, cue))
    let guesses = GuessWithout(scene: scene, position: position, part: part)
    let isPosition = isDial(page, cue)
    page.picture = { area in
      PositionHeading(scene: scene, position: position, isChosen: isPosition)
        .draw(in: area.row(0))
      let body = area.below(area.height > 14 ? 2 : 1)
      guard body.width >= 66 else {
        view.draw(in: body)
        return
      }
      let left = min(56, body.width * 6 / 11)
      view.draw(in: body.leading(left))
      SurpriseWithout(scene: scene, position: position, part: part)
        .draw(in: body.leading(left).below(scene.removableParts.count + 4))
      guesses.draw(in: body.trailing(from: left + 3))
    }
    return page
  }

  func costPage(_ scene: Scene, _ cue: Cue) -> Page {
    let means = scene.meansWithoutParts
    var page = switchPage(scene, cue, dials: []) { costCaption(scene, $0, means) }
    let part = switched(page, cue)
    if !scene.isTraining {
      page.questions += [NamesWithoutPart(scene, nil)]
      page.questions += part == nil ? [] : [NamesWithoutPart(scene, part)]
      page.questions += [
        NameWithout(scene, scene.removableParts),
        WithoutParts(scene, documents: Scene.comparedDocuments),
      ]
    }
    let count = min(Scene.comparedDocuments, scene.run.documentCount)
    let losses = Dictionary(
      uniqueKeysWithValues: means.compactMap { part, loss in part.map { ($0, loss) } })
    let view = SwitchTable(
      scene: scene, chosen: part, beat: cue.beat,
      title: "loss of \(count.grouped) name\(count == 1 ? "" : "s")",
      whole: means[nil], losses: losses, isChosen: true)
    let progress = scene.job(for: WithoutParts(scene, documents: Scene.comparedDocuments))?.progress
    let nameCosts = NameCosts(scene: scene, chosen: part, losses: scene.lossesWithoutParts)
    page.picture = { area in
      guard area.width >= 66 else {
        view.draw(in: area)
        return
      }
      let left = min(56, area.width * 6 / 11)
      let list = area.inset(right: area.width - left, bottom: progress == nil ? 0 : 1)
      view.draw(in: list)
      let count = scene.removableParts.count
      nameCosts.draw(in: list.below(count + (list.height > 2 * count + 3 ? 3 : 2)))
      if let progress {
        ProgressRow(label: "reading", progress: progress)
          .draw(in: area.bottom(1).leading(left))
      }
      MadeWithout(scene: scene, part: part).draw(in: area.trailing(from: left + 3))
    }
    return page
  }

  // MARK: What is said

  private func offCaption(_ scene: Scene, _ part: Ablation?) -> String {
    guard let part else {
      return "A part can be left out, everything else being computed as before: so one sees what "
        + "it is good for. Here the model is whole; ↑↓ switch off attention, one head, the MLP, "
        + "a residual connection or the places."
    }
    let name = scene.name.isEmpty ? "the name" : "“\(scene.name.shortened)”"
    guard let without = scene.trace(without: part) else {
      return "One moment: the name is read \(part.words)."
    }
    guard scene.trace.loss.isFinite, without.loss.isFinite else {
      return
        "With \(part.label) off a right answer has no probability at all, or it has none as it is: "
        + "such a surprise has no end (∞), so nothing can be compared. → asks more names."
    }
    let (before, after) = Comparison.shown(scene.trace.loss, without.loss)
    let effect =
      before == after
      ? "the loss of \(name) stays \(before)"
      : "the loss of \(name) goes from \(before) to \(after)"
    let count = min(Scene.comparedDocuments, scene.run.documentCount)
    let many = "\(count.grouped) name\(count == 1 ? "" : "s")"
    guard before == after || without.loss > scene.trace.loss else {
      let means = scene.meansWithoutParts
      let cost = means[nil].flatMap { whole in means[part].map { $0 - whole } }
      let verdict =
        cost.map {
          $0 > 0
            ? "One name is little: over \(many) the loss is higher without it (\($0.rise))."
            : "Over \(many) the loss is lower without it as well (\($0.rise))."
        } ?? "One name is little, though: → asks \(many)."
      return "With \(part.label) off \(effect): better without it! \(verdict) x "
        + "shows the guess for the next letter."
    }
    let verdict =
      before == after ? "This part does nothing for it." : "So this part helped here."
    return "With \(part.label) off \(effect). \(verdict) On the right, what becomes of the "
      + "guess; x goes to the next letter. One name is little, though: → asks \(many)."
  }

  private func costCaption(
    _ scene: Scene, _ part: Ablation?, _ means: [Ablation?: Double]
  ) -> String {
    let count = min(Scene.comparedDocuments, scene.run.documentCount)
    if scene.isTraining {
      return "As soon as the training stands still (t stops it), \(count.grouped) names are "
        + "read here, whole and without each part."
    }
    let costs = scene.removableParts.compactMap { part -> (part: Ablation, cost: Double)? in
      guard let whole = means[nil], let loss = means[part] else { return nil }
      return (part, loss - whole)
    }
    guard costs.count == scene.removableParts.count, let whole = means[nil],
      let most = costs.max(by: { $0.cost < $1.cost }),
      let least = costs.min(by: { $0.cost < $1.cost })
    else {
      return "The mean loss of \(count.grouped) names, the first that the training sees: "
        + "whole, and without each part. They are being read."
    }
    let many = count == 1 ? "one name" : "\(count.grouped) names"
    guard whole.isFinite, costs.allSatisfy(\.cost.isFinite) else {
      return
        "In \(many) some right answer has no probability at all, and such a surprise has no end "
        + "(∞): nothing can be compared. On the right: names made up without the chosen part."
    }
    let mean = "Mean loss of \(many): \(whole.fixed(3))."
    guard costs.contains(where: { $0.cost.magnitude >= 0.0005 }) else {
      return "\(mean) No part changes it in the first three digits. \(Ablation.caveat)"
    }
    let rise = most.cost > 0 ? "rises" : "falls"
    let other = (least.cost > 0) == (most.cost > 0) ? "least" : "falls"
    return "\(mean) It \(rise) most \(most.part.words) (\(most.cost.rise)), \(other) "
      + "\(least.part.words) (\(least.cost.rise)). \(Ablation.caveat)"
  }

  // MARK: What they have in common

  private func switchPage(
    _ scene: Scene, _ cue: Cue, dials: some Sequence<Control>, caption: (Ablation?) -> String
  ) -> Page {
    let parts = [nil] + scene.removableParts.map { Optional($0) }
    let controls = parts.map { part in
      Control(choice: Switch(beat: cue.beat, part: part), part?.label ?? "nothing")
    }
    var page = Page("", code: CodeView.forwardPass, mathematics: []) { _ in }
    page.controls = Array(dials) + controls
    page.firstChoice = Target(Switch(beat: cue.beat, part: cue.beat == "off" ? nil : .attention))
    let part = switched(page, cue)
    let picture = page
    page = Page(
      caption(part),
      code: CodeView(.parts, mark: part?.mark ?? "if ablation == .attention"),
      mathematics: [
        "To switch a part off is to put zeros in its place; with a residual connection off, x is "
          + "replaced.",
        "  attention: x ← x + 0          residual: x ← 0 + attention(norm(x))",
        "A head off: its numbers in (head₀, head₁, …) are 0. Places off: wpe is not added.",
        "What it costs is the difference of two losses.",
        "  cost = L(without it) − L(whole)",
      ], picture: { _ in })
    (page.controls, page.firstChoice) = (picture.controls, picture.firstChoice)
    page.pick = { picked($0, cue) }
    return page
  }

  /// What is switched off: the part that was chosen last on this page.
  private func switched(_ page: Page, _ cue: Cue) -> Ablation? {
    let choice = cue.choices.lazy.compactMap { $0.value(as: Switch.self) }.first {
      $0.beat == cue.beat
    }
    return (choice ?? page.firstChoice?.value(as: Switch.self))?.part
  }

  private func isDial(_ page: Page, _ cue: Cue) -> Bool {
    page.chosen(by: cue)?.id.value(as: Dial.self) != nil
  }

  /// The losses of the name that are there; of a small model that without the chosen part at once.
  private func losses(_ scene: Scene, _ part: Ablation?) -> [Ablation?: Double] {
    var losses = scene.lossesWithoutParts
    if let part, let trace = scene.trace(without: part) { losses[part] = trace.loss }
    return losses
  }
}

extension Snippet {
  /// Where parts can be left out.
  fileprivate static let parts = Snippet(
    "Model/GPT.swift", from: "mutating func embed(", "mutating func attention(",
    "mutating func mlpDown(")
}
