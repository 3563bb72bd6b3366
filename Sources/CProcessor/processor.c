#include "CProcessor.h"

#include <stddef.h>

const char *processor_lacks(long used) {
#if defined __x86_64__
#define CHECK(bit, macro, name) \
  if (used >> bit & 1 && !__builtin_cpu_supports(name)) return name;
  __builtin_cpu_init();
  PROCESSOR_EXTENSIONS(CHECK)
#endif
  return NULL;
}
