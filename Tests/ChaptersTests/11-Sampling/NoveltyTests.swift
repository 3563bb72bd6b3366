import MicroGPT
import Stage
import Testing

@testable import Chapters
@testable import Explainer

/// Whether made-up names are new: of the three, of the twenty, of a thousand.
@MainActor @Suite struct NoveltyTests {
  /// What a name is, found by going through all documents.
  private func novelty(of name: String, _ documents: [String], moment: Int) -> Novelty {
    guard !name.isEmpty else { return .letterless }
    guard let first = documents.firstIndex(of: name) else { return .new }
    return first < moment ? .seen(step: first + 1) : .unseen
  }

  @Test(arguments: [0, 200, 1000]) func theTwenty(moment: Int) throws {
    var person = try Person(chapter: 11)
    person.go(toMoment: moment)
    let documents = person.scene.run.documents
    for name in person.scene.names(20) {
      let expected = novelty(of: name.text, documents, moment: moment)
      #expect(person.scene.novelty(of: name.text) == expected)
    }
  }

  /// A longer run sees more of the names: the step is the one that trained it.
  @Test func seenInAStep() throws {
    let run = try Runs.of(["anna", "hannah", "ana", "nana"], steps: 400)
    var person = try Person(chapter: 11, run: run)
    try person.enter("twenty")
    let seen = person.scene.names(20).filter { run.documents.contains($0.text) }
    #expect(seen.count > 5)
    for name in seen {
      let step = try #require(run.documents.firstIndex(of: name.text)) + 1
      #expect(run.document(ofStep: step - 1) == name.text)
      #expect(person.sees("in the data, step \(step)"))
    }
  }

  @Test(arguments: [0, 1000]) func aThousand(moment: Int) throws {
    var person = try Person(chapter: 11, Size(100, 30))
    person.go(toMoment: moment)
    try person.enter("thousand")
    let run = person.scene.run
    let made = run.names(1000, temperature: 0.5, at: moment).map(\.text)
    let kinds = made.map { name -> String in
      switch novelty(of: name, run.documents, moment: moment) {
      case .new: "new"
      case .unseen: "in the data, unseen"
      case .seen: "in the data, seen"
      case .letterless: "no letter"
      }
    }
    for (names, column) in [(kinds[..<20], 0), (kinds[...], 1)] {
      for kind in ["new", "in the data, unseen", "in the data, seen", "no letter"] {
        let count = names.count { $0 == kind }
        let share = Double(count) / Double(names.count)
        let row = try #require(person.lines.first { $0.contains(" \(kind) ") })
        let half = column == 0 ? row.prefix(50) : row.suffix(50)
        #expect(half.hasSuffix(" \(count) \(share.percent(0).paddedLeft(4)) "), "\(kind): \(row)")
      }
    }
    let new = kinds.count { $0 == "new" }
    #expect(person.page.caption.contains("\(new) are new"))
  }

  /// While they are made up one is told how far it is, and counts what is there.
  @Test func progress() throws {
    var person = try Person(chapter: 11)
    person.isPatient = false
    try person.enter("thousand")
    person.visit.desk.forget(NamePlaces(person.scene))
    #expect(person.page.caption.hasSuffix("looked up in the data …"))
    #expect(person.sees("looking them up …"))
    // First the data are searched, in slices too, then a name is made in each slice.
    var searches = 0
    while person.sees("looking them up …") && searches < 100 {
      let hasWorked = person.work()
      #expect(hasWorked)
      searches += 1
    }
    #expect(searches > 1)
    for _ in 0..<250 {
      let hasWorked = person.work()
      #expect(hasWorked)
    }
    #expect(person.sees("Of 250 so far") && person.sees("25%"))
    // A copy goes on by itself.
    let before = person
    person.finishTraining()
    #expect(person.sees("Of 1,000 ") && person.page.caption.hasPrefix("Of 1,000 names"))
    #expect(before.sees("Of 250 so far"))
    // Another temperature asks anew.
    person.type("+")
    #expect(person.sees("Of 0 so far"))
  }

  /// Nothing of what is said of a name is false, before training and for other documents.
  @Test(arguments: OtherDataTests.lists) func captions(documents: [String]) throws {
    let run = try Runs.of(documents)
    for moment in [0, 20] {
      var person = try Person(chapter: 11, run: run)
      person.go(toMoment: moment)
      for (name, made) in person.scene.names(20).prefix(3).enumerated() {
        try person.enter("name\(name + 1)-\(made.draws.count)")
        let caption = person.page.caption
        #expect(caption.contains("the name is over") == made.ended)
        #expect(caption.contains("has 16 positions") == !made.ended)
        switch novelty(of: made.text, run.documents, moment: moment) {
        case .letterless: #expect(caption.contains("no letter at all"))
        case .new: #expect(caption.contains("is new"))
        case .unseen: #expect(caption.contains("has not shown it"))
        case .seen(let step): #expect(caption.contains("in step \(step)."))
        }
      }
    }
  }

  /// The nearest document is found in slices that end inside of a long one as well.
  @Test func nearestAmongLongDocuments() throws {
    let long = String(repeating: "nan", count: 10_000)
    let lists: [(documents: [String], nearest: String)] = [
      ([long, "hannah", "anna", long + "a", "bella"], "anna"), ([long + "a", long], long),
      (["hannah", "nana", "ann"], "ann"), (["x", "xy", "bnn"], "bnn"),
    ]
    for (documents, nearest) in lists {
      let corpus = try Runs.make(seed: 1, steps: 1, documents: documents).corpus
      var (whole, sliced) = (
        NearestName.Search("annb", in: corpus), NearestName.Search("annb", in: corpus)
      )
      #expect(whole.work(stopwatch: { 0 }, until: { false }) == nearest)
      var (slices, found) = (1, sliced.work(stopwatch: { 0 }, until: { true }))
      while found == nil {
        slices += 1
        found = sliced.work(stopwatch: { 0 }, until: { true })
      }
      #expect(found == nearest)
      #expect(documents[0].count < 2000 || slices >= 15, "30,000 characters are not read at once")
    }
  }

  @Test func distances() {
    func distance(_ a: String, _ b: String) -> Int {
      var distance = LetterDistance(to: Array(a.unicodeScalars), of: b)
      // However it is read.
      while !distance.isOver { _ = distance.read(2) }
      return distance.value
    }
    #expect(distance("", "") == 0)
    #expect(distance("", "abc") == 3)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("anna", "ana") == 1)
    #expect(distance("ab", "ba") == 2)
  }
}
