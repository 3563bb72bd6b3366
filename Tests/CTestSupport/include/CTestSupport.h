// Starting programs from a test. Foundation.Process is no use for it: children start with signals
// blocked, and inherit files that then keep it waiting.
#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Runs a program (a null ends `arguments`) without input, waits for it, and keeps the beginning of
/// what it wrote in `output`, always ended by a zero byte. Returns its exit code, 128 and the
/// number of the signal that ended it, or −1 when it could not be started. After so many seconds
/// SIGALRM ends it; 0: never.
int support_run(
    const char *const arguments[], unsigned int seconds, char *output, size_t capacity);

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
