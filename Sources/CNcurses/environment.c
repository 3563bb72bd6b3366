#include "CNcurses.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

bool terminal_is_input(void) { return isatty(STDIN_FILENO) == 1; }
bool terminal_is_output(void) { return isatty(STDOUT_FILENO) == 1; }

const char *terminal_environment(const char *name) {
  const char *value = getenv(name);
  return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool is_utf8(void) {
  const char *codes = nl_langinfo(CODESET);
  return strcasecmp(codes, "UTF-8") == 0 || strcasecmp(codes, "utf8") == 0;
}

// The locale that the environment asks for: the first of these that is set decides.
static bool asks_for_utf8(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int i = 0; i < 3; i++) {
    const char *value = terminal_environment(names[i]);
    if (value == NULL) continue;
    const char *codes = strchr(value, '.');
    if (codes == NULL) codes = value;  // macOS: LC_CTYPE=UTF-8
    return strcasestr(codes, "utf-8") != NULL || strcasestr(codes, "utf8") != NULL;
  }
  return false;
}

bool terminal_locale(bool force) {
  if (setlocale(LC_CTYPE, "") != NULL && is_utf8()) return true;
  // Asked for, but not installed: characters need no more than any UTF-8 locale.
  if (!force && !asks_for_utf8()) return false;
  const char *others[] = {"C.UTF-8", "en_US.UTF-8", "UTF-8"};
  for (int i = 0; i < 3; i++) {
    if (setlocale(LC_CTYPE, others[i]) != NULL && is_utf8()) return true;
  }
  return false;
}

int terminal_description(void) {
  int found = 0;
  bool known = setupterm(NULL, STDOUT_FILENO, &found) == OK;
  return known ? 1 : found < 0 ? -1 : 0;
}

bool terminal_has(const char *capability) {
  const char *text = tigetstr((char *)capability);
  return text != NULL && text != (const char *)-1;
}

bool terminal_size(int *width, int *height) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  if (size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_col;
  *height = size.ws_row;
  return true;
}
