import Chapters

extension Visit {
  /// The chapters there are, in the order of the course.
  public static var contents: [(number: Int, title: String)] {
    Course.chapters().map { ($0.number, $0.title) }
  }
}
