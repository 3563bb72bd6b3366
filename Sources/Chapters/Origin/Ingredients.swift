import MicroGPT
import Stage

/// What a number was made of, as a list that can be walked through: products and summands each in a
/// row.
struct Ingredients {
  struct Row {
    let first: Recipe.Operand
    /// What the first one is multiplied by, in a dot product.
    var second: Recipe.Operand?
    /// Its place in the formula, from 0.
    let place: Int
    /// What it adds to the number before that is multiplied by the factor; nil where nothing is
    /// added up.
    let share: Double?

    /// What stands there, for the reader to choose.
    var operands: [Recipe.Operand] { [first] + (second.map { [$0] } ?? []) }
  }

  /// The largest first where there are many.
  let rows: [Row]
  let isSorted: Bool
  /// How many of the rows are added up; what is behind them is the factor.
  let summands: Int

  /// As many can be seen at once in a small window.
  private static let few = 8

  init(_ recipe: Recipe) {
    let isSum = [.dot, .sum, .add].contains(recipe.operation)
    var rows = recipe.operands.enumerated().map { place, operand in
      let other = place < recipe.others.count ? recipe.others[place] : nil
      let product = other.map { operand.value * $0.value } ?? operand.value
      return Row(first: operand, second: other, place: place, share: isSum ? product : nil)
    }
    isSorted = isSum && rows.count > Ingredients.few
    if isSorted {
      rows.sort {
        let (one, other) = ($0.share?.magnitude ?? 0, $1.share?.magnitude ?? 0)
        return one == other ? $0.place < $1.place : one > other
      }
    }
    summands = isSum ? rows.count : 0
    if let factor = recipe.factor {
      rows.append(Row(first: factor, place: rows.count, share: nil))
    }
    self.rows = rows
  }

  /// All that can be followed: down the first ones, then down the second ones.
  var choices: [Origin.Choice] {
    rows.indices.map { Origin.Choice(row: $0) }
      + rows.indices.filter { rows[$0].second != nil }.map {
        Origin.Choice(row: $0, isSecond: true)
      }
  }

  func operand(_ choice: Origin.Choice) -> Recipe.Operand? {
    guard rows.indices.contains(choice.row) else { return nil }
    return choice.isSecond ? rows[choice.row].second : rows[choice.row].first
  }

  /// Where a number stands.
  func choice(of site: Site) -> Origin.Choice? { choices.first { operand($0)?.site == site } }

  /// What the rows outside of some add up to.
  func rest(without shown: Range<Int>) -> Double {
    rows.indices.filter { !shown.contains($0) }.reduce(0) { $0 + (rows[$1].share ?? 0) }
  }
}
