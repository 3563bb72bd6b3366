/// All chapters there are, in the order of the course.
package enum Course {
  package static func chapters() -> [any Chapter] {
    [
      NumbersNotLetters(), PredictionGame(), ScoresToProbabilities(), Learning(),
      MakingThingsUp(), EverythingElse(),
    ]
  }
}
