import MicroGPT
import Stage

/// One number for each parameter of the model as coloured dots, matrix below matrix: orange above 0, blue
/// below. Where there are too few dots, each stands for several parameters, and shows the largest number of
/// them.
struct ParameterField {
  /// For the first parameters; the rest is empty.
  let values: [Double]
  let matrices: [MicroGPT.Matrix]
  /// Which parameter is chosen.
  var chosen: Int?
  /// What a click on a parameter means.
  var targets: ((Int) -> Target)?

  private var count: Int { matrices.reduce(0) { $0 + $1.count } }

  /// Draws it and returns how many parameters a dot stands for.
  @discardableResult
  func draw(in area: Area) -> Int {
    let labels = area.width >= 60 ? matrices.map(\.name.columns).max() ?? 0 : 0
    let left = labels > 0 ? labels + 1 : 0
    let width = area.width - left
    guard width > 0, area.height > 0, count > 0 else { return 1 }
    var each = 1
    while rows(width: width, each: each) > area.height * 2 { each += each < 8 ? 1 : each / 4 }
    let largest = values.lazy.map(\.magnitude).filter(\.isFinite).max() ?? 0
    var lines: [[Double]] = []
    var names: [Text] = []
    var starts: [Int] = []
    var first = 0
    for matrix in matrices {
      let dots = stride(from: first, to: first + matrix.count, by: each)
      for (index, start) in stride(from: first, to: first + matrix.count, by: each * width)
        .enumerated()
      {
        lines.append([])
        starts.append(start)
        names.append(labels > 0 && index == 0 ? Text(matrix.name) : "")
      }
      for (index, dot) in dots.enumerated() {
        let line = lines.count - (dots.underestimatedCount + width - 1) / width + index / width
        let end = min(dot + each, first + matrix.count)
        lines[line].append(value(dot..<end, of: largest))
      }
      first += matrix.count
    }
    let place = chosen.flatMap { chosen in
      starts.lastIndex { $0 <= chosen }.map { Stage.Matrix.Place($0, (chosen - starts[$0]) / each) }
    }
    Stage.Matrix(
      lines, scale: .signed(1), rowLabels: labels > 0 ? names : [], cursor: place, style: .pixels,
      targets: targets.map { targets in { targets(starts[$0.row] + $0.column * each) } }
    ).draw(in: area)
    return each
  }

  /// How many rows of dots there are.
  private func rows(width: Int, each: Int) -> Int {
    matrices.reduce(0) { $0 + ($1.count + each * width - 1) / (each * width) }
  }

  /// The largest of some numbers with its sign, as a share of the largest of all: its root, so that small
  /// ones can be seen as well.
  private func value(_ range: Range<Int>, of largest: Double) -> Double {
    let known = range.clamped(to: 0..<values.count)
    guard largest > 0 else { return 0 }
    var most = 0.0
    for index in known where values[index].magnitude > most.magnitude { most = values[index] }
    let root = (most.magnitude / largest).squareRoot()
    return most < 0 ? -root : root
  }
}

/// How many numbers are above 0, below 0 and exactly 0.
struct SignCounts {
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
  func draw(in row: Area) {
    var x = row.text("raising it: ", .faint)
    x = row.text("■ ", x: x, Scale.signed(1).role(0.9))
    x = row.text("loss up \(above.grouped)   ", x: x)
    x = row.text("■ ", x: x, Scale.signed(1).role(-0.9))
    x = row.text("loss down \(below.grouped)   ", x: x)
    row.text("no change \(zero.grouped)", x: x, .faint)
  }
}
