import MicroGPT

/// What has to be known of the model before a page can be made. Of a small model it is found when it is
/// asked for; of a large one the visit finds it in slices before, so that no key waits for it.
public enum Need: Hashable, Comparable, Sendable {
  /// What the model computes for the name at the moment.
  case trace
  /// The nodes of the graph of the name.
  case census
  /// So many names that it makes up.
  case names(Int)
  /// The step that led to the moment, taken apart.
  case step
}
