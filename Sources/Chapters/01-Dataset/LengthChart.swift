import MicroGPT
import Stage

/// How many names there are of each length.
struct LengthChart {
  let scene: Scene
  let survey: Survey.Answer

  /// Some neighbouring lengths.
  struct Bin: Equatable {
    let least: Int
    /// Nil for all that are longer.
    let most: Int?
    var documents: Int
    /// The first line of one of these lengths.
    var line: Int

    var label: String {
      guard let most else { return "\(least.grouped) and more" }
      return least == most ? least.grouped : "\(least.grouped)–\(most.grouped)"
    }

    func holds(_ length: Int) -> Bool { length >= least && length <= most ?? .max }
  }

  func draw(in area: Area) {
    area.text(
      "How many names there are of each length, in letters".cut(area.width), .title, .strong)
    let list = area.below(1)
    let bins = LengthChart.bins(survey.lengths, room: list.height)
    let rows = bins.map { row($0, hasExample: area.width >= 90) }
    BarList(rows.spread(in: list.height)).draw(in: list)
  }

  private func row(_ bin: Bin, hasExample: Bool) -> BarList.Row {
    let own = scene.name.unicodeScalars.count
    let isOwn = own > 0 && bin.holds(own)
    let isCut = bin.least >= scene.size.blockSize
    let share = Double(bin.documents) / Double(scene.run.documentCount)
    let mark: Text =
      if isOwn {
        "\("← \(scene.name.cut(14))", .token)"
      } else if bin.documents > 0 && hasExample {
        "such as \(scene.run.corpus[bin.line].cut(16))"
      } else {
        isCut ? "too long" : ""
      }
    return BarList.Row(
      Text(bin.label), Double(bin.documents),
      Text("\(bin.documents.grouped) \(share.sharePercent.paddedLeft(6))"), mark: mark,
      role: isCut ? .warning : isOwn ? .token : .probability, isOwn ? .strong : [])
  }

  /// A part for each length, or for as many neighbouring ones that there is room; a few that are far
  /// longer than the others share the last one.
  ///
  /// - Parameters:
  ///   - lengths: rising, not empty.
  ///   - room: how many parts there may be.
  static func bins(_ lengths: [Survey.Length], room: Int) -> [Bin] {
    guard let first = lengths.first?.length, let last = lengths.last?.length, room > 0 else {
      return []
    }
    let total = lengths.reduce(0) { $0 + $1.documents }
    func longer(_ least: Int) -> Int {
      lengths.reduce(0) { $0 + ($1.length >= least ? $1.documents : 0) }
    }
    var (wide, next) = (1, [2, 5, 10])
    func start() -> Int { wide == 1 ? first : first / wide * wide }
    while (last - start()) / wide >= room && longer(start() + wide * (room - 1)) > total / 20 {
      wide = next.removeFirst()
      next.append(wide * 10)
    }
    let count = min(room, (last - start()) / wide + 1)
    let isOpen = (last - start()) / wide >= room
    var bins = (0..<count).map { index in
      let least = start() + index * wide
      let isLast = index == count - 1
      return Bin(
        least: max(1, least), most: isLast && isOpen ? nil : least + wide - 1, documents: 0, line: 0
      )
    }
    for entry in lengths {
      let index = min(count - 1, (entry.length - start()) / wide)
      if bins[index].documents == 0 { bins[index].line = entry.line }
      bins[index].documents += entry.documents
    }
    return bins
  }
}

extension [BarList.Row] {
  /// With blank rows between them where there is room.
  func spread(in height: Int) -> [BarList.Row] {
    spread(by: Swift.min(2, isEmpty ? 0 : (height + 1) / count - 1))
  }

  /// With blank rows between them.
  func spread(by gap: Int) -> [BarList.Row] {
    guard gap > 0 else { return self }
    return flatMap { [$0] + Array(repeating: .init("", 0, ""), count: gap) }.dropLast(gap)
  }
}
