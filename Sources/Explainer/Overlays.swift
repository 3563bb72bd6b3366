import Chapters
import Stage

/// What can lie over the picture: the key table, the glossary, the mathematics.
extension Explainer {
  func drawOverlay(in page: Rect, on canvas: inout Canvas, scene: Scene, beat: Int) {
    guard let overlay else { return }
    canvas.forgetRegions()
    let rect = overlayRect(in: page, overlay: overlay, scene: scene, beat: beat)
    canvas.fill(Rect(page.x, rect.y, page.width, rect.height))
    let inner = rect.inset(left: 2, top: 1, right: 2, bottom: 1)
    switch overlay {
    case .help(let scroll):
      canvas.frame(rect, title: "Keys", .title)
      let shown = Binding.all.map(\.shown.columns).max() ?? 0
      for (row, binding) in Binding.all.dropFirst(scroll).prefix(inner.height).enumerated() {
        canvas.text(binding.shown, x: inner.x, y: inner.y + row, .chosen, .strong, clip: inner)
        canvas.text(
          binding.help, x: inner.x + shown + 2, y: inner.y + row, .text, clip: inner)
      }
    case .glossary(let scroll):
      canvas.frame(rect, title: "Glossary", .title)
      let lines = glossaryLines(width: inner.width)
      for (row, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
        canvas.text(
          line.text, x: inner.x, y: inner.y + row, line.isTerm ? .title : .text,
          line.isTerm ? .strong : [], clip: inner)
      }
    case .mathematics:
      canvas.frame(rect, title: "The mathematics", .title)
      var y = inner.y
      var wasFormula = false
      for text in chapter.mathematics(scene: scene, beat: beat) {
        let isFormula = text.hasPrefix("  ")
        // Formulas that belong together stand together.
        if y > inner.y && !(isFormula && wasFormula) { y += 1 }
        wasFormula = isFormula
        for line in Paragraph(text).lines(width: inner.width - (isFormula ? 3 : 0)) {
          canvas.text(
            line, x: inner.x + (isFormula ? 3 : 0), y: y, isFormula ? .chosen : .text,
            isFormula ? .strong : [], clip: inner)
          y += 1
        }
      }
      if y > inner.bottom {
        let last = inner.row(inner.height - 1)
        canvas.fill(last)
        canvas.text("… more in a higher window", x: last.x, y: last.y, .faint, clip: inner)
      }
    }
    let more = overlay == .mathematics ? "Esc close" : "↑↓ scroll   Esc close"
    canvas.text(" \(more) ", endingAt: rect.right - 2, y: rect.bottom - 1, .faint, clip: rect)
  }

  private static func overlayWidth(_ page: Rect) -> Int { min(page.width - 4, 84) }

  private func overlayRect(in page: Rect, overlay: Overlay, scene: Scene, beat: Int) -> Rect {
    let width = Explainer.overlayWidth(page)
    switch overlay {
    case .help: return page.centred(width, min(page.height - 2, Binding.all.count + 2))
    case .glossary: return page.centred(width, page.height - 2)
    case .mathematics:
      let texts = chapter.mathematics(scene: scene, beat: beat)
      let rows = texts.reduce(1) { $0 + Paragraph($1).lines(width: width - 7).count + 1 }
      return page.centred(width, min(page.height - 2, rows + 2))
    }
  }

  private func glossaryLines(width: Int) -> [(text: String, isTerm: Bool)] {
    Glossary.terms.flatMap { term in
      [(term.name, true)] + Paragraph(term.meaning).lines(width: width).map { ($0, false) }
        + [("", false)]
    }
  }

  /// Keeps the last line of an overlay in sight.
  mutating func clampScroll() {
    let page = Canvas(size).bounds
    let room = max(1, page.height - 4)
    switch overlay {
    case .help(let scroll):
      overlay = .help(scroll: max(0, min(scroll, Binding.all.count - room)))
    case .glossary(let scroll):
      let lines = glossaryLines(width: Explainer.overlayWidth(page) - 4).count
      overlay = .glossary(scroll: max(0, min(scroll, lines - room)))
    default: break
    }
  }
}
