#ifndef CPROCESS_H
#define CPROCESS_H

#include <sys/types.h>

/// Another program that runs, and what it writes.
typedef struct {
  /// Below 0 where it could not be started: the `errno` of what failed, negative.
  pid_t pid;
  /// Read from it what the program writes. A terminal is also written to: what a person types.
  int output;
} Process;

/// Starts a program that is searched for as a shell does.
///
/// arguments: the program and its arguments, then null. folder: where it runs. errors: the path of a
/// file for its standard error.
Process process_start(const char *const arguments[], const char *folder, const char *errors);

/// Starts a program in a terminal of its own, an xterm with so many columns and rows.
Process process_start_in_terminal(const char *const arguments[], int columns, int rows);

/// Ends a program, whatever it does, and closes its output.
void process_end(Process process);

/// Holds back the signals that ask this program to end (HUP, INT, QUIT, TERM): of those that come, the
/// last waits for `process_release_stops`. What the program was told to ignore it still ignores.
void process_hold_stops(void);

/// Lets a signal that is held back end this process first, whose output ends then.
void process_stop_first(Process process);

/// Lets a signal that was held back do now what it does, and those to come as well.
void process_release_stops(void);

#endif
