import Chapters
import Stage

/// What can lie over the picture: the key table, the glossary, the mathematics, the contents.
extension Visit {
  func drawOverlay(_ view: View, in page: Area) {
    guard let overlay else { return }
    let box = overlayArea(in: page, overlay, view)
    // To both sides as well: half a word beside the frame would only puzzle.
    page.part(Rect(0, box.rect.y, page.width, box.height)).fill()
    let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
    inner.cursor()
    switch overlay {
    case .help(let scroll):
      box.frame(title: "Keys", .title)
      let lines = Binding.lines(width: inner.width)
      for (row, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
        inner.text(line.keys, y: row, .chosen, .strong)
        inner.text(line.help, x: Binding.keyColumns, y: row)
      }
    case .glossary(let scroll):
      box.frame(title: "Glossary", .title)
      let lines = glossaryLines(width: inner.width)
      for (row, line) in lines.dropFirst(scroll).prefix(inner.height).enumerated() {
        inner.text(line.text, y: row, line.isTerm ? .title : .text, line.isTerm ? .strong : [])
      }
    case .mathematics:
      box.frame(title: "The mathematics", .title)
      draw(view.page.mathematics(), in: inner)
    case .contents(let contents):
      box.frame(title: "Contents", .title)
      ContentsView(contents: contents, course: CourseProgress(chapters, in: view.scene))
        .draw(in: inner)
    case .welcomeBack(let place):
      box.frame(title: "Welcome back", .title)
      draw(offer: place, view, in: inner)
    }
    let more = overlay.isScrolled ? "↑↓ scroll   Esc close" : "Esc close"
    box.text(" \(more) ", endingAt: box.width - 2, y: box.height - 1, .faint)
  }

  private func draw(_ mathematics: [String], in area: Area) {
    var y = 0
    var wasFormula = false
    for text in mathematics {
      let isFormula = text.hasPrefix("  ")
      // Formulas that belong together stand together.
      if y > 0 && !(isFormula && wasFormula) { y += 1 }
      wasFormula = isFormula
      let indent = isFormula ? 3 : 0
      for line in Paragraph(text).lines(width: area.width - indent) {
        area.text(
          line, x: indent, y: y, isFormula ? .chosen : .text, isFormula ? .strong : [])
        y += 1
      }
    }
    if y > area.height {
      let last = area.row(area.height - 1)
      last.fill()
      last.text("… more in a higher window", .faint)
    }
  }

  private static func overlayWidth(_ page: Size) -> Int { min(page.width - 4, 84) }

  private func overlayArea(in page: Area, _ overlay: Overlay, _ view: View) -> Area {
    let width = Visit.overlayWidth(page.size)
    switch overlay {
    case .contents: return page.centred(min(page.width - 2, 160), page.height - 2)
    case .welcomeBack: return page.centred(min(page.width - 4, 64), 9)
    case .help:
      let rows = Binding.lines(width: width - 4).count
      return page.centred(width, min(page.height - 2, rows + 2))
    case .glossary: return page.centred(width, page.height - 2)
    case .mathematics:
      let rows = view.page.mathematics().reduce(1) {
        $0 + Paragraph($1).lines(width: width - 7).count + 1
      }
      return page.centred(width, min(page.height - 2, rows + 2))
    }
  }

  private func glossaryLines(width: Int) -> [(text: String, isTerm: Bool)] {
    Glossary.terms.flatMap { term in
      let explaining = chapters.filter { Swift.type(of: $0).explains.contains(term.name) }
      let numbers = explaining.map(\.number)
      let place = numbers.isEmpty ? "" : "  " + Binding.chapters(numbers)
      return [(term.name + place, true)]
        + Paragraph(term.meaning).lines(width: width).map { ($0, false) } + [("", false)]
    }
  }

  /// Keeps the last line of an overlay in sight.
  mutating func clampScroll() {
    let room = max(1, size.height - 4)
    switch overlay {
    case .help(let scroll):
      let lines = Binding.lines(width: Visit.overlayWidth(size) - 4).count
      overlay = .help(scroll: max(0, min(scroll, lines - room)))
    case .glossary(let scroll):
      let lines = glossaryLines(width: Visit.overlayWidth(size) - 4).count
      overlay = .glossary(scroll: max(0, min(scroll, lines - room)))
    default: break
    }
  }
}
