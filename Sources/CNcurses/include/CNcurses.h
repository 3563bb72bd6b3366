// What Swift needs of ncurses. Its globals and macros are not visible to Swift 6, so each that is
// used has an accessor or a constant here.
#ifndef CNCURSES_H
#define CNCURSES_H

#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#if !defined(__APPLE__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1  // ppoll, wcwidth
#endif

#include <curses.h>
#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>

#include "terminal.h"

enum {
  curses_ok = OK,
  curses_is_key = KEY_CODE_YES,

  curses_bold = (int)A_BOLD,
  curses_reverse = (int)A_REVERSE,
  curses_underline = (int)A_UNDERLINE,

  curses_key_left = KEY_LEFT,
  curses_key_right = KEY_RIGHT,
  curses_key_up = KEY_UP,
  curses_key_down = KEY_DOWN,
  curses_key_home = KEY_HOME,
  curses_key_end = KEY_END,
  curses_key_page_up = KEY_PPAGE,
  curses_key_page_down = KEY_NPAGE,
  curses_key_back_tab = KEY_BTAB,
  curses_key_enter = KEY_ENTER,
  curses_key_backspace = KEY_BACKSPACE,
  curses_key_delete = KEY_DC,
  curses_key_old_mouse = KEY_MOUSE,
  // Numbers that ncurses does not use: it gives its own keys numbers up to KEY_MAX (0x1ff) and the
  // extended ones of a terminal description the next few hundred.
  curses_key_paste_begin = 0x4001,
  curses_key_paste_end = 0x4002,
  curses_key_mouse = 0x4003,
  curses_key_answer = 0x4004,
};

/// Starts ncurses, with standard input. What it draws is kept until it is shown. Null when it does
/// not know the terminal.
SCREEN *curses_start(void);
/// The same, but with colours that are mixtures of red, green and blue, where ncurses can (6.1 and
/// later) and the terminal has colours at all. `terminal_description` has to be called before. The
/// environment is as it was after it.
SCREEN *curses_start_direct(void);
void curses_end(SCREEN *screen);
/// Drops what ncurses would have the terminal do at the start: that is done by `terminal_take`.
void curses_begin(void);
/// Sends what has changed since the last time, in one piece. It waits until the terminal has taken
/// it, or a signal asks to stop. Returns the number of bytes, 0 when nothing has changed. With
/// `asking` the terminal answers when it has read them (`curses_key_answer`).
size_t curses_show(bool asking);

static inline WINDOW *curses_screen(void) { return stdscr; }
static inline int curses_colours(void) { return COLORS; }
/// Whether the colours above 7 are mixtures of red, green and blue, with 8 bits each.
bool curses_is_direct(void);
static inline int curses_pairs(void) { return COLOR_PAIRS; }

/// Makes the next refresh clear the terminal first.
static inline void curses_clear_next(void) { clearok(curscr, TRUE); }

static inline void curses_escape_delay(int milliseconds) { set_escdelay(milliseconds); }

static inline int curses_define_pair(int pair, int foreground, int background) {
#ifdef NCURSES_EXT_COLORS
  return init_extended_pair(pair, foreground, background);
#else
  return init_pair((short)pair, (short)foreground, (short)background);
#endif
}

/// Reads a character, or a key's number, without waiting, by way of a window that is never shown:
/// ncurses draws a window that has changed before it reads from it. Returns what `get_wch` does.
static inline int curses_read(WINDOW *keyboard, uint32_t *number) {
  wint_t read = 0;
  int result = wget_wch(keyboard, &read);
  *number = (uint32_t)read;
  return result;
}

/// One cell of a row. Attributes and pair as ncurses numbers them.
static inline cchar_t curses_cell(uint32_t glyph, int attributes, int pair) {
  cchar_t cell;
  wchar_t text[2] = {(wchar_t)glyph, 0};
#ifdef NCURSES_EXT_COLORS
  setcchar(&cell, text, (attr_t)attributes, 0, &pair);
#else
  setcchar(&cell, text, (attr_t)attributes, (short)pair, NULL);
#endif
  return cell;
}

/// The columns that the C library gives this character in the present locale; −1 for none.
static inline int curses_columns(uint32_t glyph) { return wcwidth((wchar_t)glyph); }

#endif
