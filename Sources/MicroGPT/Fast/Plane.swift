#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The memory of a fast engine. All of it is allocated before the first step, and this is the only
/// place that allocates and frees memory by hand.
final class EngineMemory {
  private var blocks: [UnsafeMutableRawPointer] = []
  /// Of the block that small pieces are taken from: where the next one begins, and how many `Lanes` are
  /// left.
  private var rest: (start: Plane.Pointer, count: Int)?
  /// A large model has many thousand small pieces.
  private static let blockSize = 1 << 14
  /// How many bytes it has allocated.
  private(set) var bytes = 0

  deinit { for block in blocks { free(block) } }

  /// Allocates `count` `Lanes`, all 0. They live as long as this object.
  func lanes(_ count: Int) -> Plane.Pointer {
    // Sums are computed four rows at a time: where fewer rows are left, up to three more are read,
    // and not used.
    let count = count + 3
    bytes += count * 64
    guard count < EngineMemory.blockSize / 8 else { return block(count) }
    let from: (start: Plane.Pointer, count: Int)
    if let rest, rest.count >= count {
      from = rest
    } else {
      from = (block(EngineMemory.blockSize), EngineMemory.blockSize)
    }
    rest = (from.start + count * 64, from.count - count)
    return from.start
  }

  private func block(_ count: Int) -> Plane.Pointer {
    // Memory of calloc is 0 without being touched where it is large, so that an engine for a large
    // model is made at once. It is aligned to less than `Lanes` are.
    guard let block = calloc(count + 1, 64) else { fatalError("there is not enough memory") }
    blocks.append(block)
    return block.alignedUp(toMultipleOf: 64)
  }

  /// A plane with at least `rows` rows and `positions` positions, all 0.
  func plane(rows: Int, positions: Int) -> Plane {
    let rows = rows.roundedUp(to: Lanes.count)
    return Plane(
      start: lanes(rows * positions.roundedUp(to: Lanes.count) / Lanes.count), rows: rows)
  }

  /// A vector of `width` numbers for each position, with memory for their gradients.
  ///
  /// - Parameter grad: memory for the gradients that is shared with other vectors; nil for memory of
  ///   its own.
  func vectors(_ width: Int, positions: Int, grad: Plane? = nil) -> Vectors {
    Vectors(
      width: width, data: plane(rows: width, positions: positions),
      grad: grad ?? plane(rows: width, positions: positions))
  }
}

/// The vectors of all positions of a document: a row for each number of a vector, a column for each
/// position.
///
/// Eight neighbouring positions, a chunk, and all their rows lie together:
/// [position / 8][row][position % 8]. So a short document uses little of the memory. Rows and
/// positions are rounded up to eight; computations may include this padding, but no result depends on
/// it.
struct Plane {
  typealias Pointer = UnsafeMutableRawPointer
  let start: Pointer
  /// Rounded up to whole `Lanes`.
  let rows: Int

  /// The numbers of a row at the positions 8 · chunk … 8 · chunk + 7.
  @inline(__always)
  subscript(row: Int, chunk chunk: Int) -> Lanes {
    get { address(row, chunk).load(as: Lanes.self) }
    nonmutating set { address(row, chunk).storeBytes(of: newValue, as: Lanes.self) }
  }

  /// The number of a row at one position.
  @inline(__always)
  subscript(row: Int, position: Int) -> Double {
    get { scalar(row, position).load(as: Double.self) }
    nonmutating set { scalar(row, position).storeBytes(of: newValue, as: Double.self) }
  }

  @inline(__always)
  func address(_ row: Int, _ chunk: Int) -> Pointer {
    start + (chunk &* rows &+ row) &* 64
  }

  @inline(__always)
  func scalar(_ row: Int, _ position: Int) -> Pointer {
    address(row, position &>> 3) + (position & 7) &* 8
  }

  /// Four rows from `row` on, to be read position by position within a chunk.
  @inline(__always)
  func rows(from row: Int, chunk: Int) -> Scalars {
    Scalars(start: address(row, chunk), nextRow: 64, next: 8)
  }

  /// Four positions from `position` on, to be read row by row.
  ///
  /// - Precondition: `position` is a multiple of four.
  @inline(__always)
  func positions(from position: Int) -> Scalars {
    Scalars(start: scalar(0, position), nextRow: 8, next: 64)
  }

  /// Writes the transpose of eight rows of a chunk into eight rows of a chunk of another plane.
  @inline(__always)
  func transpose(row: Int, chunk: Int, into other: Plane, row start: Int, chunk column: Int) {
    let source = address(row, chunk)
    let target = other.address(start, column)
    let a = (source).load(as: Lanes.self)
    let b = (source + 64).load(as: Lanes.self)
    let c = (source + 128).load(as: Lanes.self)
    let d = (source + 192).load(as: Lanes.self)
    let e = (source + 256).load(as: Lanes.self)
    let f = (source + 320).load(as: Lanes.self)
    let g = (source + 384).load(as: Lanes.self)
    let h = (source + 448).load(as: Lanes.self)
    for i in 0..<8 {
      (target + i &* 64).storeBytes(
        of: Lanes(a[i], b[i], c[i], d[i], e[i], f[i], g[i], h[i]), as: Lanes.self)
    }
  }

  /// The same plane without the rows before `first`.
  @inline(__always)
  func from(_ first: Int) -> Plane { Plane(start: start + first &* 64, rows: rows) }
}

/// A vector for each position, and the derivatives of the loss with respect to its numbers: `data` and
/// `grad`, as in a `Value` of microgpt.py.
struct Vectors {
  let width: Int
  /// [width][positions]
  let data: Plane
  /// [width][positions]
  let grad: Plane
}

/// Four rows of single numbers in memory, to be multiplied with the same lanes.
struct Scalars {
  let start: Plane.Pointer
  /// The distance from a row to the next row, and from a number to the next number of its row, in
  /// bytes.
  let nextRow: Int
  let next: Int
}

/// Four sums of products at eight positions at once. Nearly all of the engine's work is done here: a
/// matrix times vectors, its transpose times gradients, the gradient of the matrix, and attention.
struct FourSums {
  var a: Lanes
  var b: Lanes
  var c: Lanes
  var d: Lanes

  static let zero = FourSums(a: .zero, b: .zero, c: .zero, d: .zero)

  @inline(__always)
  init(a: Lanes, b: Lanes, c: Lanes, d: Lanes) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

  /// Starts the sums with four rows of a plane.
  @inline(__always)
  init(rows row: Int, of plane: Plane, chunk: Int) {
    a = plane[row, chunk: chunk]
    b = plane[row + 1, chunk: chunk]
    c = plane[row + 2, chunk: chunk]
    d = plane[row + 3, chunk: chunk]
  }

  /// Adds `count` products to each sum: row r gets Σₖ scalars[r][k] · lanes[k].
  ///
  /// - Parameter lanes: the first of `count` lanes that are contiguous in memory.
  @inline(__always)
  mutating func add(_ scalars: Scalars, times lanes: Plane.Pointer, count: Int) {
    var number = scalars.start
    var vector = lanes
    for _ in 0..<count {
      let x = vector.load(as: Lanes.self)
      a = a.adding(number.load(as: Double.self), times: x)
      b = b.adding((number + scalars.nextRow).load(as: Double.self), times: x)
      c = c.adding((number + 2 &* scalars.nextRow).load(as: Double.self), times: x)
      d = d.adding((number + 3 &* scalars.nextRow).load(as: Double.self), times: x)
      number += scalars.next
      vector += 64
    }
  }

  /// Writes the first `count` sums, 1…4, as rows of a plane.
  @inline(__always)
  func store(rows row: Int, of plane: Plane, chunk: Int, count: Int = 4) {
    plane[row, chunk: chunk] = a
    guard count > 1 else { return }
    plane[row + 1, chunk: chunk] = b
    guard count > 2 else { return }
    plane[row + 2, chunk: chunk] = c
    guard count > 3 else { return }
    plane[row + 3, chunk: chunk] = d
  }
}
