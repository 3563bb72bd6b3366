import Chapters

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What was done in earlier visits: `microgpt-tui/progress.json` in the folder for state of the XDG Base
/// Directory Specification. It is written as a whole and then put in place of the old one, so that it is
/// never half there; only its owner can read it.
struct ProgressFile {
  let folder: String
  var path: String { folder + "/" + ProgressFile.name }

  private static let name = "progress.json"

  /// What the file holds.
  private struct Content: Codable {
    var version = current
    let progress: Progress
    /// The version that this program writes.
    static let current = 1
  }

  /// All that is looked at first.
  private struct Version: Decodable {
    let version: Int
  }

  /// What is there.
  enum Found {
    case nothing
    case progress(Progress)
    /// It can't be understood.
    case damaged
    /// A later version of the program wrote it.
    case later(version: Int)
    case unreadable(SystemError)
  }

  /// Nil where the environment names no folder.
  init?() {
    // The specification: what is no absolute path is to be ignored.
    let state = Environment.value("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = Environment.value("HOME").map { $0 + "/.local/state" }
    guard let base = state ?? home else { return nil }
    folder = base + "/microgpt-tui"
  }

  /// No reader does as much as this, in bytes.
  private static let longest = 1 << 22

  func read() -> Found {
    guard let status = FileStatus(path: path) else {
      return errno == ENOENT || errno == ENOTDIR ? .nothing : .unreadable(SystemError())
    }
    // What is no file might never end, or keep the program waiting.
    guard status.isRegular, status.size <= ProgressFile.longest else { return .damaged }
    let bytes: [UInt8]
    do {
      bytes = try DataFile.bytes(path: path)
    } catch let error as SystemError {
      return .unreadable(error)
    } catch {
      return .damaged
    }
    let decoder = JSONDecoder()
    guard let version = try? decoder.decode(Version.self, from: Data(bytes)).version else {
      return .damaged
    }
    if version > Content.current { return .later(version: version) }
    guard let content = try? decoder.decode(Content.self, from: Data(bytes)) else {
      return .damaged
    }
    return .progress(content.progress)
  }

  /// Puts what was done in place of what is there.
  ///
  /// - Parameter joining: makes what is written of what is there by then: another program may have
  ///   written meanwhile.
  /// - Throws: `SystemError`; then the old file is as it was.
  func write(_ joining: (Found) -> Progress?) throws {
    try makeFolder()
    try locked {
      guard let progress = joining(read()) else { return }
      let text = try JSON.text(of: Content(progress: progress), isPretty: false)
      let new = "\(path).\(getpid())"
      do {
        let output = open(new, O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR)
        guard output >= 0 else { throw SystemError() }
        defer { close(output) }
        try Output(descriptor: output).write(text)
        // On the disk before it takes the place of the old one, which a power cut would else lose.
        guard fsync(output) == 0 else { throw SystemError() }
        guard rename(new, path) == 0 else { throw SystemError() }
      } catch {
        unlink(new)
        throw error
      }
    }
  }

  /// Gives the file another name, so that a new one can take its place.
  ///
  /// - Returns: the new path.
  func setAside() throws(SystemError) -> String {
    var number = 1
    var other: String
    repeat {
      other = folder + "/progress-damaged\(number == 1 ? "" : "-\(number)").json"
      number += 1
    } while FileStatus(path: other) != nil
    guard rename(path, other) == 0 else { throw SystemError() }
    return other
  }

  func remove() throws(SystemError) {
    guard unlink(path) == 0 else { throw SystemError() }
  }

  /// Does something while no other program of this kind does.
  ///
  /// - Throws: `SystemError` also where another one holds the lock for too long.
  private func locked(_ body: () throws -> Void) throws {
    let descriptor = open(folder, O_RDONLY)
    guard descriptor >= 0 else { throw SystemError() }
    defer { close(descriptor) }
    var tries = 0
    // A program that was stopped in the middle must not stop this one.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR || errno == EWOULDBLOCK, tries < 50 else { throw SystemError() }
      tries += 1
      usleep(2000)
    }
    try body()
  }

  /// Makes the folder and those above it that are missing, as the specification wants them: for the
  /// owner alone.
  private func makeFolder() throws(SystemError) {
    guard mkdir(folder, S_IRWXU) != 0, errno != EEXIST else { return }
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      guard mkdir(path, S_IRWXU) != 0 else { continue }
      let error = SystemError()
      if FileStatus(path: path) == nil { throw error }
    }
  }
}

/// Keeps what the reader does: now and then during a visit, and at its end.
struct ProgressKeeper {
  private let file: ProgressFile?
  /// What was there at the beginning.
  let progress: Progress
  /// A word to the reader about what is there; nil where all is well.
  let note: String?
  /// What was written last.
  private var kept: Progress
  /// When it may be written again, in milliseconds.
  private var next = 0

  /// How long to wait between two times, in milliseconds.
  private static let pause = 10_000

  /// - Parameter isFresh: whether earlier visits are left aside, and this one is not kept.
  init(isFresh: Bool) {
    let file = isFresh ? nil : ProgressFile()
    switch file?.read() ?? .nothing {
    case .nothing:
      (self.file, progress, note) = (file, Progress(), nil)
    case .progress(let found):
      (self.file, progress, note) = (file, found, nil)
    case .damaged:
      do {
        let other = try file?.setAside() ?? ""
        (self.file, progress) = (file, Progress())
        note = "What was kept of earlier visits is damaged; it lies in \(other)"
      } catch {
        (self.file, progress) = (nil, Progress())
        note = "What was kept of earlier visits is damaged; this visit is not kept"
      }
    case .later(let version):
      (self.file, progress) = (nil, Progress())
      note =
        "Earlier visits were kept by a later program (version \(version)); this one is not kept"
    case .unreadable(let error):
      (self.file, progress) = (nil, Progress())
      note = "Earlier visits can’t be read (\(error)); this one is not kept"
    }
    kept = progress
  }

  /// Writes what was done, unless that was done a moment ago. What goes wrong is told at the end.
  mutating func keep(_ progress: Progress, at time: Int) {
    guard time >= next, progress != kept else { return }
    next = time + ProgressKeeper.pause
    try? write(progress)
  }

  /// Writes what was done by the end of a visit. Where that can't be done, standard error says why.
  mutating func end(_ progress: Progress) {
    guard progress != kept else { return }
    do {
      try write(progress)
    } catch {
      let path = file?.path.escaped ?? ""
      try? Output.standardError.write(
        "microgpt-tui: can't keep what you have done in \(path): \(error)\n")
    }
  }

  private mutating func write(_ progress: Progress) throws {
    guard let file else { return }
    let known = kept
    try file.write { found in
      switch found {
      // What another visit has done meanwhile stays.
      case .progress(let other) where other != known: progress.joined(with: other)
      // Nothing is there, or what this visit has written.
      case .progress, .nothing: progress
      case .damaged, .later, .unreadable: nil
      }
    }
    kept = progress
  }
}
