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
      FromIdsToMeaning(),
      TalkingTokens(),
      FullPicture(),
      Learning(),
      MakingThingsUp(),
      EverythingElse(),
    ]
  }
}
