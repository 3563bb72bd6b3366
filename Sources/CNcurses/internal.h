#ifndef INTERNAL_H
#define INTERNAL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A handler together with what was there before it.
struct caught {
  int signal;
  bool active;
  struct sigaction before;
};

/// Whether this signal says that the program has gone wrong; such ones have a handler of their own.
bool terminal_is_crash(int signal);
/// Whether a key has made a signal since this was asked last.
bool terminal_take_by_key(void);
/// Waits until a file takes more, which was full. Returns false when the time is up (of
/// `terminal_clock`), or, where the deadline is negative, when a signal asks to stop.
bool terminal_wait_for_room(int file, int64_t deadline);

/// Opens the terminal once more, for writing without waiting.
void terminal_open_output(void);
void terminal_close_output(void);
/// Writes to the terminal. Returns false where not all could be written: the terminal is gone, or
/// took no more until the deadline (as that of `terminal_wait_for_room`).
bool terminal_send(const char *bytes, size_t count, int64_t deadline);
/// Makes the terminal go on that was told to wait (Ctrl-S), and drops what it has not read yet.
void terminal_drop_unread(void);

/// Takes colours out of what is drawn that are set already. Returns the new length, of the same bytes.
size_t terminal_drop_repeats(char *bytes, size_t count);

#endif
