// The terminal beside ncurses: signals, waiting, and giving it back whatever happens.
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

enum {
  terminal_resized = 1,
  terminal_suspend = 2,
  terminal_continued = 3,
  // A number above this one is a signal to stop for: the signal's number and this.
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

/// From now on signals are kept: those that the terminal makes, and all that would end the program
/// but for those of a crash. Call it before ncurses starts: ncurses leaves handlers alone that are
/// set. Returns false without changes when there can be no pipe, which wakes those who wait.
bool terminal_catch_signals(void);
/// Gives each signal the action it had before.
void terminal_release_signals(void);
/// What a signal asks for next, 0 when there is nothing. One to stop for is told again and again.
int terminal_next_signal(void);
/// Whether a signal has come that asks to stop.
bool terminal_is_to_stop(void);
/// Waits for input, a signal or the deadline (of `terminal_clock`; negative: for ever).
/// Returns `terminal_ready_…` bits; 0 at the deadline.
int terminal_wait(int64_t deadline);
/// Stops this process as Ctrl-Z does, and returns when it is continued.
void terminal_stop_here(void);

/// Keeps the text that gives a terminal of so many rows back, made of its description: mouse,
/// pastes, colours, keys, cursor, main screen. There is no other such text.
void terminal_remember(int rows);
/// Takes the terminal: its modes, second screen, mouse and pastes. A process in the background is
/// stopped by it until it comes to the foreground. Returns false without taking it where a signal
/// asks to stop.
bool terminal_take(void);
/// Whether the terminal reports the mouse while it is taken; if not, it keeps it for itself. It does
/// from the beginning on.
void terminal_use_mouse(bool used);
/// Gives the terminal back as it was before it was taken, if it is: what every way out of the
/// program does. Safe in a signal handler. A terminal that takes no more loses what it has not read
/// yet; after 0.6 s at most it is left as it is.
void terminal_give_back(void);
/// Asks the terminal for the colour of its ground, and then for its kind: not every terminal answers
/// the first question, but about all the second, and in this order.
void terminal_ask_ground(void);
/// Says whether the terminal still has to answer: when it is given back, this program waits a little
/// for the answer, which would otherwise be typed at the shell.
void terminal_expect_answer(bool expected);
/// Gives it back for good.
void terminal_close(void);
/// A program that crashes from now on first gives the terminal back.
void terminal_catch_crashes(void);
void terminal_release_crashes(void);

/// Keeps what is written to standard error aside, if it would go to the terminal.
void terminal_divert_errors(void);
/// Writes it out, and lets standard error be what it was.
void terminal_replay_errors(void);

#endif
