#ifndef INTERNAL_H
#define INTERNAL_H

#include <signal.h>
#include <stddef.h>

void terminal_write_to(int file, const char *bytes, size_t count);

/// A handler together with what was there before it.
struct caught {
  int signal;
  bool active;
  struct sigaction before;
};

#endif
