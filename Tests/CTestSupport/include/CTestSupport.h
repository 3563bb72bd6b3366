// Starting programs from a test. Foundation.Process is no use for it: children start with signals
// blocked, and inherit files that then keep it waiting.
#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

#include <stddef.h>

/// Runs a program (a null ends `arguments`) without input, waits for it, and keeps the beginning of
/// what it wrote in `output`, always ended by a zero byte. Returns its exit code, 128 and the
/// number of the signal that ended it, or −1 when it could not be started.
int support_run(const char *const arguments[], char *output, size_t capacity);

/// Writes the path of the running test program. Returns 0 where it can't be told.
int support_test_path(char *path, size_t capacity);

#endif
