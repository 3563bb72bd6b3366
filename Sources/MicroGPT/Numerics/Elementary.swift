import CLibm

/// The C library's functions that the model uses, for pictures that show them at work.
public enum Elementary {
  /// e to the power of x: infinite where x is above some 709.78.
  public static func exp(_ x: Double) -> Double { libm_exp(x) }
  /// The natural logarithm of x > 0.
  public static func log(_ x: Double) -> Double { libm_log(x) }
}
