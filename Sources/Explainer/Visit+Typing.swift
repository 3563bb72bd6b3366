import Chapters
import MicroGPT
import Stage

/// What is typed: a name, the number of a chapter, and keys in what lies over the picture.
extension Visit {
  mutating func type(_ key: Key, at time: Int) {
    switch prompt {
    case .name(let before, let isUntouched, let caret):
      typeName(key, before: before, isUntouched: isUntouched, caret: caret)
    case .chapter(let digits): typeChapter(key, digits: digits, at: time)
    case nil: break
    }
  }

  private mutating func typeChapter(_ key: Key, digits: String, at time: Int) {
    switch key {
    case .escape: prompt = nil
    case .enter:
      prompt = nil
      if let number = Int(digits) { goTo(chapter: number, at: time) }
    case .backspace: prompt = .chapter(digits: String(digits.dropLast()))
    case .character(let character) where character.isWholeNumber && digits.count < 2:
      prompt = .chapter(digits: digits + String(character))
    default: break
    }
  }

  private mutating func typeName(_ key: Key, before: String, isUntouched: Bool, caret: Int) {
    let count = name.unicodeScalars.count
    func edit(caret: Int) -> Prompt {
      .name(
        before: before, isUntouched: false, caret: max(0, min(caret, name.unicodeScalars.count)))
    }
    switch key {
    case .escape:
      name = before
      prompt = nil
    case .enter, .tab: prompt = nil
    case .left: prompt = edit(caret: caret - 1)
    case .right: prompt = edit(caret: caret + 1)
    case .home: prompt = edit(caret: 0)
    case .end: prompt = edit(caret: count)
    case .backspace where caret > 0:
      removeFromName(at: caret - 1)
      prompt = edit(caret: caret - 1)
    case .delete where caret < count:
      removeFromName(at: caret)
      prompt = edit(caret: caret)
    case .character(let character): character.unicodeScalars.forEach { addToName($0) }
    default: break
    }
  }

  private mutating func removeFromName(at place: Int) {
    let scalars = name.unicodeScalars
    name.unicodeScalars.remove(at: scalars.index(scalars.startIndex, offsetBy: place))
  }

  /// Puts a character where the caret is. The first one typed takes the place of the whole name.
  private mutating func addToName(_ typed: Unicode.Scalar) {
    guard case .name(let before, let isUntouched, var caret) = prompt else { return }
    let scalar = run.tokenizer.known(typed)
    if scalar != typed {
      notice = "The names have small letters only: \(typed) was taken as \(scalar)"
    }
    guard run.tokenizer.id(of: scalar) != nil else {
      notice = Visit.refusal(of: scalar)
      return
    }
    if isUntouched { (name, caret) = ("", 0) }
    guard name.unicodeScalars.count < run.longestName else {
      notice = "\(run.longestName.grouped) characters are the most that can be typed"
      return
    }
    let scalars = name.unicodeScalars
    name.unicodeScalars.insert(
      scalar, at: scalars.index(scalars.startIndex, offsetBy: min(caret, scalars.count)))
    prompt = .name(before: before, isUntouched: false, caret: caret + 1)
  }

  mutating func paste(_ text: String) {
    guard case .name = prompt else {
      notice = "Pasted text is not taken for keys; press e to paste a name"
      return
    }
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\r" { addToName(scalar) }
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
