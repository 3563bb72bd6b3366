import Stage
import Testing

/// Every widget, in room and without: it draws, and nothing outside its area.
@Suite struct SizesTests {
  private static let rects = [
    Rect(5, 5, 1, 1), Rect(5, 5, 3, 2), Rect(3, 4, 20, 1), Rect(3, 4, 20, 5), Rect(2, 1, 76, 22),
    Rect(-5, -2, 20, 5), Rect(70, 20, 40, 9), Rect(200, 100, 20, 5), Rect(5, 5, 0, 9),
    Rect(5, 5, 9, 0), Rect(-5, 3, 200, 3), Rect(7, 2, 40, 20),
  ]

  private static func picture(_ size: Size, _ draw: (Area) -> Void) -> Canvas {
    Area.picture(size) { area in
      area.fill("~", .warning)
      draw(area)
    }
  }

  @Test func drawInsideTheirRectangle() {
    let blank = SizesTests.picture(Size(80, 24)) { _ in }
    for (name, draw) in WidgetSamples.all {
      for rect in SizesTests.rects {
        let canvas = SizesTests.picture(Size(80, 24)) { draw($0.part(rect)) }
        let spoilt = canvas.cells.indices.filter { index in
          canvas.cells[index] != blank.cells[index] && !rect.contains(x: index % 80, y: index / 80)
        }
        #expect(spoilt.isEmpty, "\(name) in \(rect)")
        for region in canvas.regions {
          #expect(
            region.rect.x >= rect.x && region.rect.right <= rect.right && region.rect.y >= rect.y
              && region.rect.bottom <= rect.bottom, "\(name) in \(rect)")
        }
      }
    }
  }

  @Test func drawAtEverySize() {
    var sizes = (0...12).flatMap { width in (0...6).map { Size(width, $0) } }
    sizes += [(20, 10), (40, 12), (60, 16), (80, 24), (100, 30), (200, 60), (200, 1), (1, 60)]
      .map { Size($0.0, $0.1) }
    for (name, draw) in WidgetSamples.all {
      for size in sizes {
        let canvas = Area.picture(size, draw: draw)
        #expect(canvas.lines.count == size.height, "\(name)")
        #expect(canvas.lines.allSatisfy { $0.columns == size.width }, "\(name) at \(size)")
      }
    }
  }

  /// Where there is ASCII alone, a question mark would tell nothing.
  @Test func everyGlyphHasAnASCIIForm() {
    for (name, draw) in WidgetSamples.all {
      let canvas = Area.picture(Size(100, 30), draw: draw)
      let missing = zip(canvas.cells, canvas.ascii.cells).filter { cell, ascii in
        ascii.glyph == "?" && cell.glyph != "?" && cell.glyph != "山" && cell.glyph != "田"
      }
      #expect(missing.isEmpty, "\(name): \(missing.map(\.0.glyph))")
    }
  }
}
