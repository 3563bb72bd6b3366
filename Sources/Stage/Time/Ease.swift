/// Ways for a movement to gather speed and lose it.
public enum Ease {
  /// Slow, fast, slow; from 0 to 1.
  public static func inOut(_ t: Double) -> Double {
    let t = max(0, min(1, t))
    return t * t * (3 - 2 * t)
  }

  /// Fast at once, then slower; from 0 to 1.
  public static func out(_ t: Double) -> Double {
    let rest = 1 - max(0, min(1, t))
    return 1 - rest * rest * rest
  }

  /// The part of `progress` between two of its values, itself from 0 to 1.
  public static func part(_ progress: Double, from: Double, to: Double) -> Double {
    guard to > from else { return progress >= to ? 1 : 0 }
    return max(0, min(1, (progress - from) / (to - from)))
  }
}
