/// All chapters there are, in the order of the course.
public enum Course {
  public static func chapters() -> [any Chapter] {
    [
      TheDataset(),
      NumbersNotLetters(),
      PredictionGame(),
      ScoresToProbabilities(),
      MeasuringSurprise(),
      TrackingCalculations(),
      FullPicture(),
      Learning(),
      MakingThingsUp(),
      EverythingElse(),
    ]
  }
}
