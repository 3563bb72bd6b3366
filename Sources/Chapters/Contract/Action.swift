/// What a key asks for, named after what the person wants.
public enum Action: Hashable, Sendable {
  case forward, back, playOrPause, first, last
  case previousControl, nextControl, pageUp, pageDown, less, more, muchLess, muchMore
  case nextChapter, previousChapter, chapter(Int), goToChapter
  case earlier, later, muchEarlier, muchLater
  case editName, code, mathematics, help, glossary, quit
  case train, changeLength
  case enter, switchView, restore, find, newSeed, undo, stop
  case freeMouse
}
