#include "CNcurses.h"

#include <stdlib.h>
#include <string.h>
#include <term.h>

// A terminal that takes any mixture of red, green and blue is described by an entry of its own: that
// of the present terminal with other colours. ncurses reads it from the variable TERMINFO, where it
// may stand as a whole, in base 64. Its form is that of term(5), with numbers of 32 bits.

enum { largest_entry = 8192, magic = 01036, missing = -1 };

struct entry {
  unsigned char bytes[largest_entry];
  size_t length;
  bool is_whole;
};

static void put_byte(struct entry *entry, int byte) {
  if (entry->length < largest_entry) {
    entry->bytes[entry->length++] = (unsigned char)byte;
  } else {
    entry->is_whole = false;
  }
}

static void put_number(struct entry *entry, int number, int size) {
  for (int i = 0; i < size; i++) put_byte(entry, (int)((unsigned)number >> (8 * i) & 255));
}

static void put_text(struct entry *entry, const char *text) {
  do put_byte(entry, *text);
  while (*text++ != '\0');
}

static void put_even(struct entry *entry) {
  if (entry->length % 2 != 0) put_byte(entry, 0);
}

static int count_of(const char *const *names) {
  int count = 0;
  while (names[count] != NULL) count++;
  return count;
}

// Numbers below 8 are the colours that a person has chosen.
#define MIXTURE "2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d"
static const char foreground[] = "\033[%?%p1%{8}%<%t3%p1%d%e38;" MIXTURE "%;m";
static const char background[] = "\033[%?%p1%{8}%<%t4%p1%d%e48;" MIXTURE "%;m";

static int number_named(const char *name) {
  if (strcmp(name, "colors") == 0) return 1 << 24;
  if (strcmp(name, "pairs") == 0) return 1 << 16;
  int number = tigetnum((char *)name);
  return number < 0 ? missing : number;
}

static const char *text_named(const char *name) {
  if (strcmp(name, "setaf") == 0) return foreground;
  if (strcmp(name, "setab") == 0) return background;
  // Nothing sets or mixes the colours of the palette.
  const char *others[] = {"setf", "setb", "initc", "initp", "scp", "oc"};
  for (int i = 0; i < 6; i++) {
    if (strcmp(name, others[i]) == 0) return NULL;
  }
  const char *text = tigetstr((char *)name);
  return text == (const char *)-1 ? NULL : text;
}

// Puts the offset of each text in the table of texts, or `missing`.
static void put_texts(struct entry *entry, int count) {
  int offset = 0;
  for (int i = 0; i < count; i++) {
    const char *text = text_named(strnames[i]);
    put_number(entry, text == NULL ? missing : offset, 2);
    if (text != NULL) offset += (int)strlen(text) + 1;
  }
  for (int i = 0; i < count; i++) {
    const char *text = text_named(strnames[i]);
    if (text != NULL) put_text(entry, text);
  }
}

static int table_length(int count) {
  int length = 0;
  for (int i = 0; i < count; i++) {
    const char *text = text_named(strnames[i]);
    if (text != NULL) length += (int)strlen(text) + 1;
  }
  return length;
}

static void make_entry(struct entry *entry, const char *terminal) {
  int flags = count_of(boolnames), numbers = count_of(numnames), texts = count_of(strnames);
  *entry = (struct entry){.is_whole = true};
  const int header[] = {magic, (int)strlen(terminal) + 1, flags, numbers, texts, table_length(texts)};
  for (int i = 0; i < 6; i++) put_number(entry, header[i], 2);
  put_text(entry, terminal);
  for (int i = 0; i < flags; i++) {
    bool changes = strcmp(boolnames[i], "ccc") == 0;
    put_byte(entry, !changes && tigetflag((char *)boolnames[i]) == 1);
  }
  put_even(entry);
  for (int i = 0; i < numbers; i++) put_number(entry, number_named(numnames[i]), 4);
  put_texts(entry, texts);
  put_even(entry);
  // Beyond the standard: that colours are mixtures, and that each of the two can be reset alone.
  const char *const extended[] = {"AX", "RGB"};
  const int extended_header[] = {2, 0, 0, 2, 7};
  for (int i = 0; i < 5; i++) put_number(entry, extended_header[i], 2);
  put_byte(entry, tigetflag("AX") == 1);
  put_byte(entry, 1);
  put_number(entry, 0, 2);
  put_number(entry, 3, 2);
  for (int i = 0; i < 2; i++) put_text(entry, extended[i]);
}

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Returns text that has to be freed; NULL where there is no memory.
static char *in_base_64(const struct entry *entry) {
  static const char mark[] = "b64:";
  char *text = malloc(sizeof mark + (entry->length + 2) / 3 * 4);
  if (text == NULL) return NULL;
  char *place = text + strlen(strcpy(text, mark));
  for (size_t i = 0; i < entry->length; i += 3) {
    size_t left = entry->length - i;
    unsigned group = (unsigned)entry->bytes[i] << 16;
    if (left > 1) group |= (unsigned)entry->bytes[i + 1] << 8;
    if (left > 2) group |= entry->bytes[i + 2];
    for (size_t digit = 0; digit < 4; digit++) {
      *place++ = digit <= left ? digits[group >> (18 - 6 * digit) & 63] : '=';
    }
  }
  *place = '\0';
  return text;
}

SCREEN *curses_start_direct(void) {
  const char *terminal = terminal_environment("TERM");
  bool is_coloured = tigetnum("colors") >= 8, is_direct = tigetflag("RGB") == 1;
  if (terminal == NULL || !is_coloured || is_direct) return curses_start();
  struct entry *entry = malloc(sizeof *entry);
  if (entry == NULL) return curses_start();
  make_entry(entry, terminal);
  char *text = entry->is_whole ? in_base_64(entry) : NULL;
  free(entry);
  if (text == NULL) return curses_start();

  const char *present = getenv("TERMINFO");
  char *before = present == NULL ? NULL : strdup(present);
  setenv("TERMINFO", text, 1);
  free(text);
  SCREEN *screen = curses_start();
  if (before == NULL) {
    unsetenv("TERMINFO");
  } else {
    setenv("TERMINFO", before, 1);
  }
  free(before);
  return screen;
}

bool curses_is_direct(void) { return tigetflag("RGB") == 1; }
