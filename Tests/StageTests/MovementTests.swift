import Testing

@testable import Stage

@Suite struct MovementTests {
  private var movement = Movement()
  private let key = Movement.Key("bar", "e")

  /// Where a number is drawn, in a picture of its own.
  private mutating func place(
    _ goal: Double, at time: Int, size: Size = Size(9, 1), of subject: Int = 0
  ) -> Double {
    var place = Double.nan
    _ = Area.picture(size, of: subject, at: time, moving: &movement) {
      place = $0.moving(key, to: goal)
    }
    return place
  }

  private mutating func drawNothing(at time: Int) {
    _ = Area.picture(Size(9, 1), at: time, moving: &movement) { _ in }
  }

  @Test func withoutMovementEverythingIsAtItsGoal() {
    _ = Area.picture(Size(9, 1)) { area in
      #expect(area.moving(key, to: 0.25) == 0.25)
      #expect(area.moving(key, to: [1, .infinity]) == [1, .infinity])
    }
  }

  @Test mutating func whatWasNotThereAppearsAtItsGoal() {
    #expect(place(3, at: 1_000) == 3)
    #expect(movement.nextChange(after: 1_000) == nil)
  }

  @Test mutating func travelsToANewGoalAndStaysThere() {
    _ = place(0, at: 0)
    var places = [place(8, at: 1_000)]
    #expect(places[0] > 0, "the first picture shows that something moves")
    var time = 1_000
    while let next = movement.nextChange(after: time) {
      #expect(next > time && next <= time + Playback.frame)
      time = next
      places.append(place(8, at: time))
    }
    #expect(places == places.sorted() && Set(places).count == places.count)
    #expect(places.last == 8 && places.dropLast().allSatisfy { $0 < 8 })
    #expect(time <= 1_000 + Movement.duration)
    #expect(place(8, at: 5_000) == 8)
    #expect(movement.nextChange(after: 5_000) == nil)
  }

  @Test mutating func halfwayThereMostOfTheWayIsDone() {
    _ = place(0, at: 0)
    _ = place(8, at: 1_000)
    #expect(place(8, at: 1_000 - Playback.frame + Movement.duration / 2) == 7)
  }

  @Test mutating func anotherGoalIsSetOutForFromWhereItIs() {
    _ = place(0, at: 0)
    _ = place(8, at: 1_000)
    let shown = place(8, at: 1_100)
    let next = place(0, at: 1_110)
    #expect(next < shown && next > shown / 2)
    #expect(place(0, at: 1_400) == 0)
  }

  /// What plays changes in each picture: bars that lag behind its numbers would be wrong all the time.
  /// Only how it begins is smooth.
  @Test mutating func whatChangesAllTheTimeIsFollowedAtOnce() {
    _ = place(0, at: 0)
    var lag = 8 - place(8, at: 1_000)
    #expect(lag > 0)
    for frame in 1...30 {
      let (goal, time) = (Double(8 + frame), 1_000 + frame * 17)
      let next = goal - place(goal, at: time)
      #expect(next < lag || next == 0)
      lag = next
      if time >= 1_000 + Movement.duration {
        #expect(lag == 0)
        #expect(movement.nextChange(after: time) == nil)
      }
    }
    #expect(place(0, at: 3_000) > 0, "after a pause it travels again")
  }

  /// However the goal moves, nothing is drawn beyond it or beyond where it set out.
  @Test mutating func staysBetweenItsEnds() {
    _ = place(0, at: 0)
    _ = place(1, at: 1_000)
    for frame in 1...12 {
      let goal = frame % 2 == 0 ? 1.0 : 0.1
      #expect((0...goal).contains(place(goal, at: 1_000 + frame * 17)))
    }
  }

  @Test mutating func whatIsNotDrawnIsForgotten() {
    _ = place(0, at: 0)
    _ = place(8, at: 1_000)
    drawNothing(at: 1_016)
    #expect(movement.nextChange(after: 1_016) == nil)
    #expect(place(4, at: 1_032) == 4)
  }

  @Test mutating func anotherSizeOrSubjectJumps() {
    _ = place(0, at: 0)
    #expect(place(8, at: 1_000, size: Size(10, 1)) == 8)
    #expect(place(0, at: 2_000, size: Size(10, 1), of: 1) == 0)
    #expect(place(8, at: 3_000, size: Size(10, 1), of: 1) < 8)
  }

  @Test mutating func switchedOffEverythingJumps() {
    movement = Movement(isOn: false)
    _ = place(0, at: 0)
    #expect(place(8, at: 1_000) == 8)
    #expect(movement.nextChange(after: 1_000) == nil)
  }

  @Test mutating func anotherPlaceIsAnotherThing() {
    var shown: [Double] = []
    for (time, goals) in [(0, [1.0, 2]), (1_000, [2, 1])] {
      _ = Area.picture(Size(9, 2), at: time, moving: &movement) { area in
        shown = goals.enumerated().map { area.row($0).moving(key, to: $1) }
      }
    }
    #expect(shown[0] > 1 && shown[0] < 2 && shown[1] < 2 && shown[1] > 1)
  }

  /// A goal that is no number, and one that is infinitely far, are reached at once.
  @Test(arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude])
  mutating func oddNumbersRest(odd: Double) {
    _ = place(-.greatestFiniteMagnitude, at: 0)
    let place = place(odd, at: 1_000)
    #expect(place == odd || place.isNaN && odd.isNaN)
    _ = self.place(odd, at: 2_000)
    #expect(movement.nextChange(after: 2_000) == nil)
  }

  @Test mutating func anotherCountJumps() {
    var shown: [Double] = []
    for (time, goal) in [(0, [1.0, 2]), (1_000, [5.0, 6, 7])] {
      _ = Area.picture(Size(9, 2), at: time, moving: &movement) { shown = $0.moving(key, to: goal) }
    }
    #expect(shown == [5, 6, 7])
  }
}
