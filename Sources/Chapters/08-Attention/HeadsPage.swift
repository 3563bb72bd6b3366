import MicroGPT
import Stage

/// The vectors on the way from the heads back to the stream.
enum StreamVector: Hashable, Sendable, CaseIterable {
  /// What the heads brought back, side by side; mixed by `attn_wo`; what was there before; their sum.
  case heads, output, before, after
}

extension TalkingTokens {
  func headsPage(_ scene: Scene, _ cue: Cue) -> Page {
    let look = look(in: scene)
    let size = scene.size
    let view = HeadsView(
      look: look, stream: stream, index: min(place, size.width - 1), progress: cue.progress)
    let brought =
      size.heads == 1
      ? "The head has brought back \(size.width) numbers."
      : "Each of the \(size.heads) heads has brought back "
        + "\(size.headWidth == 1 ? "1 number" : "\(size.headWidth) numbers"): side by side, \(size.width) again."
    var page = page(
      "\(brought) The matrix attn_wo mixes them, and the result is added to what was there before the "
        + "norm: all that position \(look.position) knew stays, and what it looked up comes on top.",
      look, [.position, .place, .layer], cue,
      code: CodeView(
        .attention, mark: "made.attentionOutput = linear(",
        note: "[\(view.index)] = \(scene.digits(view.values(.output)[view.index]))"),
      mathematics: [
        "x_attn is what the heads of a layer bring back, one behind the other: again n_embd numbers.",
        "  x_attn = [o of head 0, o of head 1, …]",
        "Each row of Wo times x_attn gives one number of attention’s output, so each may take something of "
          + "every head.",
        "  a = Wo · x_attn",
        "It is added, number by number, to s, what came into the layer before its norm.",
        "  s + a",
      ]
    ) { view.draw(in: $0) }
    page.firstChoice = Target(Dial.place)
    page.number = view.site
    return page
  }
}
