import Stage

/// How far a reader has come: by chapter, and by line of microgpt.py.
public struct CourseProgress {
  /// A chapter and what was done of it.
  public struct Part: Equatable, Sendable {
    public let number: Int
    public let title: String
    /// What it answers.
    public let question: String
    /// Its beats without the checkpoints, as far as they are known; and how many of them were seen.
    public let beats: Int
    public let seen: Int
    public let checkpoints: Int
    public let done: Int

    /// What it takes, roughly: 20 seconds a beat and 40 a question.
    public var minutes: Int { max(1, (beats * 20 + checkpoints * 40 + 30) / 60) }
  }

  /// The passages of microgpt.py, each with how far the reader has come with it.
  public let passages: [(passage: Passage, standing: FileMap.Standing)]
  private let chapters: [any Chapter]
  private let scene: Scene

  /// Cheap enough for every picture: nothing of the model is looked at.
  public init(_ chapters: [any Chapter], in scene: Scene) {
    (self.chapters, self.scene) = (chapters, scene)
    let progress = scene.progress
    var homes: [String: String] = [:]
    for checkpoint in chapters.flatMap({ $0.checkpoints(in: scene) }) {
      homes[checkpoint.id] = checkpoint.home
    }
    passages = Passage.all.map { passage in
      let asked = passage.checkpoints.filter { homes[$0] != nil }
      let seen = progress.seen[passage.chapter] ?? []
      // With some names and runs there is nothing to ask: then it is enough to have looked.
      let isSeen =
        asked.isEmpty ? !seen.isEmpty : asked.contains { homes[$0].map(seen.contains) ?? false }
      let isDone = asked.allSatisfy { progress.checkpoints[$0]?.isDone == true }
      let isLit = isDone && (isSeen || !asked.isEmpty)
      return (passage, isLit ? .done : isSeen ? .seen : .open)
    }
  }

  /// The chapters and what was done of them. Their beats are counted, for which some chapters have the
  /// model run.
  public var parts: [Part] {
    chapters.map { chapter in
      let seen = scene.progress.seen[chapter.number] ?? []
      // Of a large model it may not be known yet which beats there are.
      let beats =
        scene.knows(chapter.needs(at: nil)) ? chapter.beats(in: scene).map(\.id) : Array(seen)
      let asked = chapter.checkpoints(in: scene)
      return Part(
        number: chapter.number, title: chapter.title, question: chapter.question,
        beats: beats.count, seen: beats.count(where: seen.contains), checkpoints: asked.count,
        done: asked.count { scene.progress.checkpoints[$0.id]?.isDone == true })
    }
  }

  /// The lines of microgpt.py, some of them marked.
  ///
  /// - Parameter marked: line numbers, from 1.
  public func map(marking marked: Set<Int> = []) -> FileMap {
    var lines = OriginalFile.lines.map { FileMap.Line($0, .open) }
    for (passage, standing) in passages {
      for number in passage.lines where lines.indices.contains(number - 1) {
        lines[number - 1].standing = standing
      }
    }
    for number in marked where lines.indices.contains(number - 1) {
      lines[number - 1].isMarked = true
    }
    return FileMap(lines)
  }

  /// The lines that a chapter explains.
  public func lines(ofChapter number: Int) -> Set<Int> {
    passages.reduce(into: []) { if $1.passage.chapter == number { $0.formUnion($1.passage.lines) } }
  }

  /// Where the reader goes on to light a passage: its first question that is open; nil where there is
  /// none.
  func next(in passage: Passage, of scene: Scene) -> Progress.Place? {
    passage.checkpoints.first { scene.progress.checkpoints[$0]?.isDone != true }.map {
      Progress.Place(chapter: passage.chapter, beat: Checkpoint.beatID($0))
    }
  }

  /// How many lines are lit, and how many there are; empty ones do not count.
  public var lit: (done: Int, all: Int) {
    let lines = map().lines.filter { $0.outline.length > 0 }
    return (lines.count { $0.standing == .done }, lines.count)
  }
}
