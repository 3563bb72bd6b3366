import MicroGPT
import Stage

/// One number for each parameter of the model as coloured dots, matrix below matrix: orange above 0, blue
/// below. Where there are too few dots, each stands for several parameters, and shows the largest number of
/// them.
struct ParameterField {
  /// For the first parameters; the rest is empty.
  let values: [Double]
  /// What is told of a parameter, where that is not the number that is drawn.
  var exact: [Double]?
  let matrices: [MicroGPT.Matrix]
  /// What is told of a parameter, before its name.
  var what = ""
  /// Which parameter is chosen.
  var chosen: Int?
  /// What a click on a parameter means.
  var targets: ((Int) -> Target)?

  private var count: Int { matrices.reduce(0) { $0 + $1.count } }

  /// Draws it and returns how many parameters a dot stands for.
  @discardableResult
  func draw(in area: Area) -> Int {
    // Each matrix in lines of its own, as far as there are lines enough.
    let isParted = area.height >= matrices.count
    let parts =
      isParted ? matrices.map { (name: $0.name, count: $0.count) } : [(name: "", count: count)]
    let labels = isParted && area.width >= 60 ? matrices.map(\.name.columns).max() ?? 0 : 0
    let width = area.width - (labels > 0 ? labels + 1 : 0)
    guard width > 0, area.height > 0, count > 0 else { return 1 }
    var each = 1
    while rows(of: parts.map(\.count), width: width, each: each) > area.height * 2 && each < count {
      each += max(1, each / 8)
    }
    let largest = values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    var lines: [[Double]] = []
    var told: [[Double]] = []
    var names: [Text] = []
    var starts: [Int] = []
    var first = 0
    for part in parts {
      let end = first + part.count
      for start in stride(from: first, to: end, by: each * width) {
        names.append(start == first ? Text(part.name) : "")
        starts.append(start)
        let dots = stride(from: start, to: min(end, start + each * width), by: each).map {
          self.largest($0..<min(end, $0 + each))
        }
        lines.append(dots.map { root(of: $0, largest) })
        told.append(dots.map { $0.map { (exact ?? values)[$0] } ?? .nan })
      }
      // Two rows share a line, which has the label of the upper one: each part begins above.
      if lines.count % 2 == 1 {
        lines.append([])
        told.append([])
        starts.append(end)
        names.append("")
      }
      first = end
    }
    let place = chosen.flatMap { chosen in
      starts.lastIndex { $0 <= chosen }.map { Stage.Matrix.Place($0, (chosen - starts[$0]) / each) }
    }
    var field = Stage.Matrix(
      lines, scale: .signed(1), rowLabels: labels > 0 ? names : [], cursor: place, style: .pixels,
      targets: targets.map { targets in { targets(starts[$0.row] + $0.column * each) } },
      names: { name(of: starts[$0.row] + $0.column * each, each) })
    field.exact = told
    field.draw(in: area)
    return each
  }

  /// How many rows of dots there are, an even number for each part.
  private func rows(of counts: [Int], width: Int, each: Int) -> Int {
    counts.reduce(0) { $0 + (($1 + each * width - 1) / (each * width) + 1) / 2 * 2 }
  }

  /// Which of some parameters has the largest number, whatever its sign; nil where there are none.
  private func largest(_ range: Range<Int>) -> Int? {
    var most: Int?
    for index in range.clamped(to: 0..<values.count) where !values[index].isNaN {
      if most.map({ values[index].magnitude > values[$0].magnitude }) ?? true { most = index }
    }
    return most
  }

  /// A number with its sign, as a share of the largest of all: its root, so that small ones can be seen as
  /// well.
  private func root(of index: Int?, _ largest: Double) -> Double {
    guard largest > 0, let index else { return 0 }
    let root = (values[index].magnitude / largest).squareRoot()
    return values[index] < 0 ? -root : root
  }

  /// `wte[4][0]`, or the first of those that share a dot.
  private func name(of index: Int, _ each: Int) -> String {
    let start = matrices.first?.first ?? 0
    guard let matrix = matrices.last(where: { Int($0.first - start) <= index }) else { return "" }
    let place = (index - Int(matrix.first - start)).quotientAndRemainder(dividingBy: matrix.columns)
    let name = "\(what)\(matrix.name)[\(place.quotient)][\(place.remainder)]"
    return each == 1 ? name : "largest of \(each) from \(name) on"
  }
}

/// How many numbers are above 0, below 0 and exactly 0.
struct SignCounts {
  /// What the three mean for the loss, where the numbers are gradients.
  static let ofGradients = (
    lead: "raising it: ", above: "loss up", below: "loss down", zero: "no change"
  )
  /// The same where the numbers are moves.
  static let ofMoves = (lead: "", above: "up", below: "down", zero: "not moved")

  private(set) var above = 0
  private(set) var below = 0
  private(set) var zero = 0

  init(_ numbers: [Double]) {
    for number in numbers {
      if number > 0 {
        above += 1
      } else if number < 0 {
        below += 1
      } else if number == 0 {
        zero += 1
      }
    }
  }

  /// Draws the legend of a field in one row.
  func draw(
    _ words: (lead: String, above: String, below: String, zero: String) = SignCounts.ofGradients,
    in row: Area
  ) {
    var x = row.text(words.lead, .faint)
    x = row.text("■ ", x: x, Scale.signed(1).role(0.9))
    x = row.text("\(words.above) \(above.grouped)   ", x: x)
    x = row.text("■ ", x: x, Scale.signed(1).role(-0.9))
    x = row.text("\(words.below) \(below.grouped)   ", x: x)
    row.text("\(words.zero) \(zero.grouped)", x: x, .faint)
  }
}
