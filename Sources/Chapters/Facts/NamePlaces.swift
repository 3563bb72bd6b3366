import MicroGPT

/// Which names are in the data, how often each, and when a run first sees it.
struct NamePlaces: Question {
  /// The run, but for what does not change its documents and their order.
  private let shuffle: RunKey

  init(_ scene: Scene) {
    var settings = RunSettings.standard
    settings.seed = scene.run.settings.seed
    shuffle = RunKey(scene.run, settings: settings)
  }

  func begin(in scene: Scene) -> Listing { Listing(scene.run) }

  /// Goes through all documents from the last step of a round to its first, then through the different
  /// names, some at a time.
  struct Listing: Job {
    private let run: Run
    private let documents: Documents
    private var places: Answer
    /// How many documents are left.
    private var rest: Int
    /// How many of the different names are ranked.
    private var ranked = 0

    fileprivate init(_ run: Run) {
      self.run = run
      documents = run.corpus.documents
      rest = documents.count
      places = Answer(documents: rest)
    }

    var progress: Double {
      let done = Double(documents.count - rest) + Double(ranked)
      return done / Double(documents.count + places.count)
    }

    mutating func work(stopwatch: () -> Int, until isTimeUp: () -> Bool) -> Answer? {
      var bytes = 0
      while rest > 0 {
        rest -= 1
        let place = run.place(ofStep: rest)
        bytes += documents[place].utf8.count + 32
        places.add(documents[place], at: place, step: rest)
        guard bytes > 1 << 16 else { continue }
        bytes = 0
        if isTimeUp() { return nil }
      }
      while ranked < places.count {
        places.rank(ranked)
        ranked += 1
        if ranked % 4096 == 0 && isTimeUp() { return nil }
      }
      return places
    }
  }

  struct Answer {
    /// The number of each different name.
    private var numbers: [Spelling: Int32]
    /// The number of the name in each line, [document].
    private var numberOfLine: [Int32]
    /// The step that trains on each line first, from 0, [document].
    private var stepOfLine: [Int32]
    /// By number: the first step, the first and the last line, and how often there is such a name.
    private var steps: [Int32] = []
    private var firstLines: [Int32] = []
    private var lastLines: [Int32] = []
    private var counts: [Int32] = []
    /// How many different names there are for each number of times.
    private var repeats: [Int: Int] = [:]
    /// The lines of the names that come more than once, the most frequent first; of several the first
    /// in the file. At most `Leaders.most`.
    private var leaders = Leaders()

    fileprivate init(documents: Int) {
      numbers = Dictionary(minimumCapacity: min(documents, 1 << 16))
      numberOfLine = Array(repeating: 0, count: documents)
      stepOfLine = numberOfLine
    }

    fileprivate mutating func add(_ name: String, at place: Int, step: Int) {
      let (line, step) = (Int32(place), Int32(step))
      let new = Int32(steps.count)
      let number = numbers[Spelling(name), default: new]
      if number == new {
        numbers[Spelling(name)] = new
        steps.append(step)
        firstLines.append(line)
        lastLines.append(line)
        counts.append(0)
      }
      let index = Int(number)
      counts[index] += 1
      // From the last step to the first: of several equal names the first stays.
      steps[index] = step
      firstLines[index] = min(firstLines[index], line)
      lastLines[index] = max(lastLines[index], line)
      numberOfLine[place] = number
      stepOfLine[place] = step
    }

    fileprivate mutating func rank(_ number: Int) {
      let count = Int(counts[number])
      repeats[count, default: 0] += 1
      if count > 1 { leaders.add(Int(firstLines[number]), count: count) }
    }

    /// The first training step that shows the model a name, from 0, whether or not the run goes that
    /// far; nil where the name is in none of the documents.
    func firstStep(of name: String) -> Int? {
      numbers[Spelling(name)].map { Int(steps[Int($0)]) }
    }

    /// How many different names there are.
    var count: Int { steps.count }

    /// The first and the last line of a name; nil where it is in none.
    func lines(of name: String) -> (first: Int, last: Int)? {
      numbers[Spelling(name)].map { (Int(firstLines[Int($0)]), Int(lastLines[Int($0)])) }
    }

    /// How often a name is in the data.
    func occurrences(of name: String) -> Int {
      numbers[Spelling(name)].map { Int(counts[Int($0)]) } ?? 0
    }

    /// The first training step that shows the model the name in a line, from 0, whether or not the run
    /// goes that far.
    func firstStep(ofLine line: Int) -> Int { Int(steps[Int(numberOfLine[line])]) }

    /// How often the name in a line is in the data.
    func occurrences(ofLine line: Int) -> Int { Int(counts[Int(numberOfLine[line])]) }

    /// The last line that holds the same name as a line.
    func lastLine(ofLine line: Int) -> Int { Int(lastLines[Int(numberOfLine[line])]) }

    /// The training step of a line, from 0: the first one, where a run goes through all documents more
    /// than once.
    func step(ofLine line: Int) -> Int { Int(stepOfLine[line]) }

    /// How many different names come once, twice, and so on; rising.
    var byOccurrences: [(times: Int, names: Int)] {
      repeats.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The first lines of the most frequent names, as far as they come more than once.
    var mostFrequent: [(line: Int, count: Int)] { leaders.all.map { ($0.index, $0.count) } }
  }
}

/// The largest of many counts, kept in their order while they come in.
struct Leaders {
  /// How many are kept: more than any window has rows.
  static let most = 256

  /// The largest first; of equal ones the one with the lowest index.
  private(set) var all: [(index: Int, count: Int)] = []

  mutating func add(_ index: Int, count: Int) {
    if all.count == Leaders.most, let last = all.last {
      guard (count, last.index) > (last.count, index) else { return }
      all.removeLast()
    }
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      let other = all[middle]
      if (other.count, index) > (count, other.index) { low = middle + 1 } else { high = middle }
    }
    all.insert((index, count), at: low)
  }
}

/// A text by its code points, as Python compares texts: é in one piece is not e with an accent of its own.
private struct Spelling: Hashable {
  private let text: String
  init(_ text: String) { self.text = text }

  static func == (one: Spelling, other: Spelling) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isHashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
  }
}
