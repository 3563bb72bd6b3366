import Chapters

extension Visit {
  /// The chapters there are, in the order of the course, with how many beats each has for this run.
  public var contents: [(number: Int, title: String, beats: Int)] {
    let scene = scene(at: 0)
    return chapters.map { ($0.number, $0.title, $0.timeline(in: scene).count) }
  }
}
