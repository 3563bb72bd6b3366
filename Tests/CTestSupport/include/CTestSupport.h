// Starting programs from a test. Foundation.Process is no use for it: children start with signals
// blocked, and inherit files that then keep it waiting.
#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

/// Runs a program (a null ends `arguments`) without input, waits for it, and keeps the beginning of
/// what it wrote in `output`, always ended by a zero byte. Returns its exit code, 128 and the
/// number of the signal that ended it, or −1 when it could not be started. After so many seconds
/// SIGALRM ends it; 0: never.
int support_run(
    const char *const arguments[], unsigned int seconds, char *output, size_t capacity);

/// In a child: what signals do is what they do in a program that a shell starts.
void support_usual_signals(void);

/// A program in a terminal that the test itself is the outside of.
struct support_pty {
  /// −1 when it has ended.
  int process;
  /// What is read here the program has written, what is written here are keys.
  int outside;
  /// The terminal as the program has it.
  int inside;
  /// Its line settings before the program began.
  struct termios before;
};

/// Starts a program (a null ends `arguments`) in a terminal. Returns 0 where there can be none.
int support_pty_start(
    const char *const arguments[], int columns, int rows, struct support_pty *pty);
/// Ends the program, if it still runs, and closes the terminal.
void support_pty_close(struct support_pty *pty);
/// Gives the window another size.
void support_pty_resize(int file, int columns, int rows);
/// Reads what the program wrote; waits for it for so many milliseconds. Returns the bytes read.
int support_pty_read(const struct support_pty *pty, char *bytes, size_t capacity, int wait);
/// Whether there is something to read.
int support_pty_waits(const struct support_pty *pty);
/// How many bytes of the keys the program has not read yet.
int support_pty_untaken(const struct support_pty *pty);
/// Whether the line settings are what they were before.
int support_pty_is_as_before(const struct support_pty *pty);
/// The exit code of the program, 128 and the signal's number where a signal ended it; −1 while it
/// runs.
int support_pty_ended(struct support_pty *pty);

/// Writes the path of the running test program. Returns 0 where it can't be told.
int support_test_path(char *path, size_t capacity);

/// A program in a terminal of its own.
struct support_terminal {
  /// The end where a person sits: what is written here is typed, what is read here is shown.
  int person;
  /// The end of the program, kept open so that the terminal outlives it.
  int line;
  /// Tells of the program, an `int32_t` each: first its process id, then what became of it.
  int news;
};

/// What `news` tells beside the process id; an exit code is told as it is, 0 to 255.
enum { support_stopped = 1000, support_continued = 1001 };

/// Starts a program in a terminal of that size, as a shell with job control does: its group is in
/// the foreground, and Ctrl-Z stops it. Returns 0 when that failed.
int support_open_terminal(
    const char *const arguments[], int columns, int rows, struct support_terminal *terminal);

/// Gives the terminal another size, and tells the program.
void support_resize(struct support_terminal terminal, int columns, int rows);

/// How many of the typed bytes the program has not read yet.
int support_unread(struct support_terminal terminal);

/// Closes the terminal: a program that still runs gets SIGHUP.
void support_close_terminal(struct support_terminal terminal);

#endif
