/// The fixed ones of a terminal's 256 colours: six by six by six mixtures (16…231), and greys
/// (232…255). The numbers below them are whatever a person has chosen.
enum IndexedColours {
  static let numbers = 16..<256

  static func colour(_ number: Int) -> Colour {
    if number >= 232 {
      let grey = UInt8(8 + 10 * (number - 232))
      return Colour(grey, grey, grey)
    }
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let index = number - 16
    return Colour(steps[index / 36], steps[index / 6 % 6], steps[index % 6])
  }

  private static let all = numbers.map { (number: $0, place: OKLab(colour($0))) }

  /// The number of the colour that looks most like the wanted one, among those that a condition lets pass,
  /// which is given the colour's number and how it looks. Among all where it lets none pass.
  static func nearest(
    to wanted: OKLab, where condition: (Int, OKLab) -> Bool = { _, _ in true }
  ) -> Int {
    func nearest(_ candidates: [(number: Int, place: OKLab)]) -> Int? {
      candidates.min { $0.place.distance(to: wanted) < $1.place.distance(to: wanted) }?.number
    }
    return nearest(all.filter { condition($0.number, $0.place) }) ?? nearest(all)
      ?? numbers.lowerBound
  }
}
