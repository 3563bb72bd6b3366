/// A row of a list of sliders: cursor, name, value, slider, and a mark where it was changed.
public struct LabelledSlider {
  public let label: Text
  /// The value in digits.
  public let value: Text
  public let slider: Slider
  /// Whether it stands elsewhere than at the beginning.
  public let isChanged: Bool
  /// What is told of its value.
  public let reading: Reading?

  public init(
    _ label: Text, value: Text, slider: Slider, isChanged: Bool = false, reading: Reading? = nil
  ) {
    self.reading = reading
    self.label = label
    self.value = value
    self.slider = slider
    self.isChanged = isChanged
  }

  /// Draws it in the first row. The columns for labels and values are the same in all rows of a list.
  public func draw(in area: Area, labelColumns: Int, valueColumns: Int) {
    let role: Role = slider.isChosen ? .chosen : .text
    let row = area.markingChosen(slider.isChosen)
    row.leading(labelColumns).text(label, .leading, role, .strong)
    let behind = row.trailing(from: labelColumns + 1)
    behind.leading(valueColumns).text(value, .trailing, role, .strong)
    if let reading { behind.leading(valueColumns).tells { [reading] } }
    slider.draw(in: behind.inset(left: valueColumns + 1, right: 2))
    if isChanged { area.text("*", endingAt: nil, .chosen, .strong) }
  }
}
