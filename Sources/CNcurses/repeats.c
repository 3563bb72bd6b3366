#include <string.h>

#include "internal.h"

// ncurses sets both colours of a cell even where only one of them changes. On a painted ground that
// is the longer half of a picture.

// A colour as it was set last: where its sequence stands, of no length where it is not known.
struct colour {
  const char *sequence;
  size_t length;
};

static bool is_parameter(char byte) {
  return (byte >= '0' && byte <= '9') || byte == ';' || byte == ':';
}

// The length of the sequence ESC [ … m that begins here, with nothing but numbers between; 0 where
// there is none.
static size_t style_length(const char *bytes, size_t count) {
  if (count < 3 || bytes[0] != '\033' || bytes[1] != '[') return 0;
  size_t length = 2;
  while (length < count && is_parameter(bytes[length])) length++;
  return length < count && bytes[length] == 'm' ? length + 1 : 0;
}

// Which of the two colours a sequence sets, 0 for that of words, 1 for the one behind them; −1: it
// makes bold, underlined or reversed, and changes no colour; −2: anything else.
static int kind_of(const char *sequence) {
  const char *parameters = sequence + 2;
  switch (parameters[0]) {
    case '3':
    case '9': return parameters[1] == '9' || parameters[1] == 'm' ? -2 : 0;
    case '4': return parameters[1] == 'm' ? -1 : parameters[1] == '9' ? -2 : 1;
    case '1':
    case '7': return parameters[1] == 'm' ? -1 : parameters[1] == '0' ? 1 : -2;
    default: return -2;
  }
}

size_t terminal_drop_repeats(char *bytes, size_t count) {
  struct colour colours[2] = {{0}};
  size_t length = 0;
  for (size_t i = 0; i < count;) {
    size_t taken = style_length(bytes + i, count - i);
    if (taken == 0) {
      bytes[length++] = bytes[i++];
      continue;
    }
    int kind = kind_of(bytes + i);
    bool is_repeated = kind >= 0 && colours[kind].length == taken &&
                       memcmp(colours[kind].sequence, bytes + i, taken) == 0;
    if (!is_repeated) {
      memmove(bytes + length, bytes + i, taken);
      if (kind >= 0) colours[kind] = (struct colour){bytes + length, taken};
      if (kind == -2) colours[0].length = colours[1].length = 0;
      length += taken;
    }
    i += taken;
  }
  return length;
}
