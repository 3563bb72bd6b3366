import Chapters
import MicroGPT
import Stage

/// What is typed: a name, what a page asks for, and keys in what lies over the picture.
extension Visit {
  mutating func type(_ key: Key, at time: Int) {
    switch prompt {
    case .name(let field): typeName(key, in: field)
    case .entry(let field): typeEntry(key, in: field, at: time)
    case nil: break
    }
  }

  private mutating func typeName(_ key: Key, in field: TextField) {
    var field = field
    switch key {
    case .escape:
      name = field.before
      prompt = nil
    case .enter, .tab:
      prompt = nil
      keepName()
    case .character(let character):
      prompt = .name(field)
      character.unicodeScalars.forEach { addToName($0) }
    default:
      field.edit(key)
      name = field.text
      prompt = .name(field)
    }
  }

  /// How many names are kept.
  private static let mostNames = 20

  /// Puts the name at the head of those that are kept.
  mutating func keepName() {
    keptNames = [name] + keptNames.filter { $0 != name }.prefix(Visit.mostNames - 1)
  }

  private mutating func addToName(_ typed: Unicode.Scalar) {
    guard case .name(var field) = prompt else { return }
    let scalar = run.tokenizer.known(typed)
    if scalar != typed {
      notice = "The names have small letters only: \(typed) was taken as \(scalar)"
    }
    guard run.tokenizer.id(of: scalar) != nil else {
      notice = Visit.refusal(of: scalar)
      return
    }
    guard field.insert(scalar, longest: run.longestName) else {
      notice = Visit.fullField(run.longestName)
      return
    }
    name = field.text
    prompt = .name(field)
  }

  private static func fullField(_ longest: Int) -> String {
    "\(longest.grouped) characters are the most that can be typed"
  }

  private mutating func typeEntry(_ key: Key, in field: TextField, at time: Int) {
    guard let entry = view(at: time).page.entry else {
      prompt = nil
      return
    }
    var field = field
    switch key {
    case .escape:
      prompt = nil
      apply(entry.set(field.before), at: time)
      return
    case .enter, .tab:
      prompt = nil
      apply(entry.keep(field.text), at: time)
      return
    case .character(let character):
      for scalar in character.unicodeScalars {
        if !field.insert(scalar, longest: entry.longest) {
          notice = Visit.fullField(entry.longest)
          break
        }
      }
    case .up, .down:
      // A list that follows what is typed can be walked through meanwhile.
      let action: Action = key == .up ? .previousControl : .nextControl
      if let key = view(at: time).page.keys.first(where: { $0.action == action }) {
        apply(key.perform(), at: time)
      }
      return
    default: field.edit(key)
    }
    prompt = .entry(field)
    if field.text != entry.text { apply(entry.set(field.text), at: time) }
  }

  mutating func paste(_ text: String, at time: Int) {
    let scalars = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
    switch prompt {
    case .name: scalars.forEach { addToName($0) }
    case .entry(let field):
      guard let entry = view(at: time).page.entry else { return }
      var field = field
      for scalar in scalars {
        if !field.insert(scalar, longest: entry.longest) {
          notice = Visit.fullField(entry.longest)
          break
        }
      }
      prompt = .entry(field)
      apply(entry.set(field.text), at: time)
    case nil: notice = "Pasted text is not taken for keys; press e to paste a name"
    }
  }

  // MARK: Over the picture

  /// How many rows a key scrolls.
  private func scrolled(by key: Key) -> Int {
    switch key {
    case .down, .character("j"): 1
    case .up, .character("k"): -1
    case .pageDown, .character(" "): max(1, size.height - 6)
    case .pageUp: -max(1, size.height - 6)
    default: 0
    }
  }

  mutating func pressInOverlay(_ key: Key, at time: Int) {
    switch overlay {
    case .contents(let contents): return press(key, in: contents, at: time)
    case .welcomeBack(let place): return answer(key, toGoOnAt: place, at: time)
    default: break
    }
    let action = Binding.action(for: key)
    switch (overlay, action) {
    case (_, .stop), (_, .quit), (.help, .help), (.glossary, .glossary),
      (.mathematics, .mathematics):
      overlay = nil
    case (.help, _) where scrolled(by: key) != 0, (.glossary, _) where scrolled(by: key) != 0:
      overlay = overlay?.scrolled(by: scrolled(by: key))
    case (.mathematics, let action?) where action != .help && action != .glossary:
      perform(action, at: time)  // the mathematics follows the beats
    case (_, .help): overlay = .help(scroll: 0)
    case (_, .glossary): overlay = .glossary(scroll: 0)
    case (_, .mathematics): overlay = .mathematics
    default: if key == .enter { overlay = nil }
    }
    clampScroll()
  }
}
