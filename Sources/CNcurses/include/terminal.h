// The terminal beside ncurses: signals, waiting, and giving it back whatever happens.
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

enum {
  terminal_resized = 1,
  terminal_suspend = 2,
  terminal_continued = 3,
  // A byte above this one is a signal to stop for: the signal's number and this.
  terminal_stop = 32,
};

enum {
  terminal_ready_input = 1,
  terminal_ready_signal = 2,
  terminal_ready_gone = 4,
};

/// Whether standard input, or standard output, is a terminal.
bool terminal_is_input(void);
bool terminal_is_output(void);

/// An environment variable, null where it is not set or empty.
const char *terminal_environment(const char *name);

/// Takes the locale of the environment for characters. Returns whether it is UTF-8.
/// `force` tries other UTF-8 locales, too, when the environment names none.
bool terminal_locale(bool force);

/// Whether the terminal has this text capability (terminfo name).
bool terminal_has(const char *capability);

/// 1: the terminal's description was found; 0: it was not, or describes no terminal that can be
/// drawn on; −1: there are no descriptions at all.
int terminal_description(void);

/// Nanoseconds of a clock that never goes back.
int64_t terminal_clock(void);

/// Columns and rows; false where the terminal does not say.
bool terminal_size(int *width, int *height);

/// From now on signals are bytes in a pipe. Call it before ncurses starts: ncurses leaves handlers
/// alone that are set. Returns false without changes when there can be no pipe.
bool terminal_catch_signals(void);
/// Gives each signal the action it had before.
void terminal_release_signals(void);
/// The next signal's byte, 0 when there is none.
int terminal_next_signal(void);
/// Waits for input, a signal or the deadline (of `terminal_clock`; negative: for ever).
/// Returns `terminal_ready_…` bits; 0 at the deadline.
int terminal_wait(int64_t deadline);
/// Stops this process as Ctrl-Z does, and returns when it is continued.
void terminal_stop_here(void);

/// Keeps the terminal's modes, and the text that gives it back: cursor, colours, main screen.
/// Call it before ncurses starts.
void terminal_remember(void);
/// Adds what the terminal's description says to that text. Call it when ncurses has started.
void terminal_remember_screen(void);
/// Sets the modes that were kept.
void terminal_restore_modes(void);
/// A program that crashes from now on first gives the terminal back.
void terminal_catch_crashes(void);
void terminal_release_crashes(void);

/// Keeps what is written to standard error aside, if it would go to the terminal.
void terminal_divert_errors(void);
/// Writes it out, and lets standard error be what it was.
void terminal_replay_errors(void);

/// Writes all of a text to standard output, past ncurses.
void terminal_write(const char *text);

#endif
