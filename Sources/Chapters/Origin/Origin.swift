import MicroGPT
import Stage

/// Where a number comes from: the way from it to what it was made of, and on from there, down to a
/// parameter.
///
/// The visit shows its page in place of a chapter's, for the same name and moment.
public struct Origin: Equatable, Sendable {
  /// At least one; each was made of the next. The last one is looked at.
  let way: [Site]
  /// Whether a parameter's page shows what becomes of the guesses in place of its history; nil as long
  /// as the reader has not chosen.
  var showsRipple: Bool?

  public init(of site: Site) { way = [site] }

  init(way: [Site], showsRipple: Bool? = nil) {
    self.way = way
    self.showsRipple = showsRipple
  }

  var site: Site { way[way.count - 1] }

  /// What its page needs to be known of the model.
  public var needs: Set<Need> { site.stage == .parameter ? [.step, .trace] : [] }

  /// As far as it can be walked in another name.
  ///
  /// - Returns: nil where not even its beginning is there.
  public func trimmed(in scene: Scene) -> Origin? {
    guard let pass = scene.calculation?.pass else { return self }
    guard pass.contains(way[0]) else { return nil }
    var kept = [way[0]]
    for site in way.dropFirst() {
      guard pass.recipe(at: kept[kept.count - 1]).isMade(of: site) else { break }
      kept.append(site)
    }
    return kept.count == way.count ? self : Origin(way: kept)
  }

  // MARK: The page

  /// The page of the number that is looked at.
  public func page(in scene: Scene, _ cue: Cue) -> Page {
    var page = scene.calculationPage { calculation in
      site.stage == .parameter
        ? parameterPage(scene, calculation, cue) : numberPage(scene, calculation, cue)
    }
    let pick = page.pick
    page.pick = { target in
      if let stop: Stop = target.value() { return back(to: stop.length, in: scene) }
      return pick(target)
    }
    if !page.keys.contains(where: { $0.action == .restore }) {
      page.keys.append(
        PageKey(.restore, way.count > 1 ? "back" : "leave") { back(to: way.count - 1, in: scene) })
    }
    page.keys.append(PageKey(.stop, "leave") { [.origin(nil)] })
    return page
  }

  /// A number that this one was made of: its row in the list, and whether it is the second one
  /// there.
  struct Choice: Hashable, Sendable {
    let row: Int
    var isSecond = false
  }

  /// A place on the way, by how many numbers lead to it.
  struct Stop: Hashable, Sendable { let length: Int }

  /// What is chosen when a page is opened.
  public static var firstChoice: Change { [.choose(Target(Choice(row: 0)))] }

  func follow(_ site: Site) -> Change { [.origin(Origin(way: way + [site]))] + Origin.firstChoice }

  /// Back to a number on the way; there the next one is chosen. Out of it where none is left.
  private func back(to length: Int, in scene: Scene) -> Change {
    guard length > 0 else { return [.origin(nil)] }
    guard length < way.count else { return [] }
    let earlier = Origin(way: Array(way.prefix(length)))
    let choice = scene.calculation.flatMap {
      Ingredients($0.pass.recipe(at: earlier.site)).choice(of: way[length])
    }
    return [.origin(earlier), .choose(Target(choice ?? Choice(row: 0)))]
  }

  /// The way so far in one row, its end where not all fits.
  func drawWay(_ scene: Scene, in row: Area) {
    let names = way.map(scene.symbol)
    var first = 0
    func width(from first: Int) -> Int {
      names[first...].reduce(first > 0 ? 1 : 0) { $0 + $1.columns + 3 } - 3
    }
    while first < names.count - 1 && width(from: first) > row.width { first += 1 }
    var x = first > 0 ? row.text("…", .faint) : 0
    for (place, name) in names.enumerated().dropFirst(first) {
      if x > 0 { x = row.text(" › ", x: x, .faint) }
      let isLast = place == names.count - 1
      let part = row.inset(left: x).leading(name.columns)
      part.text(name, isLast ? .title : .faint, isLast ? .strong : [])
      part.touch(picking: Target(Stop(length: place + 1)))
      x += name.columns
    }
  }
}

extension Recipe {
  /// Whether a number is among those that this one was made of.
  fileprivate func isMade(of site: Site) -> Bool {
    operands.contains { $0.site == site } || others.contains { $0.site == site }
      || factor?.site == site
  }
}
