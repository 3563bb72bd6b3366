#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

static struct termios modes;
static bool has_modes = false;
static char goodbye[512];
static volatile sig_atomic_t kept_errors = -1;  // what was written to standard error meanwhile
static volatile sig_atomic_t real_errors = -1;

static struct caught crashes[] = {
    {.signal = SIGILL}, {.signal = SIGTRAP}, {.signal = SIGABRT},
    {.signal = SIGSEGV}, {.signal = SIGBUS}, {.signal = SIGFPE},
};
enum { crash_count = sizeof crashes / sizeof crashes[0], stack_size = 64 * 1024 };
static char *crash_stack = NULL;

void terminal_write_to(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void terminal_write(const char *text) { terminal_write_to(STDOUT_FILENO, text, strlen(text)); }

// Appends without padding marks ("$<5>"): no terminal in use waits for them.
static void append(const char *text) {
  size_t end = strlen(goodbye);
  while (*text != '\0' && end + 1 < sizeof goodbye) {
    const char *mark_end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
    if (mark_end != NULL) {
      text = mark_end + 1;
    } else {
      goodbye[end++] = *text++;
    }
  }
  goodbye[end] = '\0';
}

void terminal_remember(void) {
  has_modes = tcgetattr(STDIN_FILENO, &modes) == 0;
  goodbye[0] = '\0';
}

void terminal_remember_screen(void) {
  append("\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l");
  const char *names[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *text = tigetstr((char *)names[i]);
    if (text != NULL && text != (const char *)-1) append(text);
  }
}

void terminal_restore_modes(void) {
  if (has_modes) tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

// Only calls that are safe in a signal handler.
void terminal_replay_errors(void) {
  if (kept_errors < 0) return;
  int kept = kept_errors;
  kept_errors = -1;
  dup2(real_errors, STDERR_FILENO);
  close(real_errors);
  char bytes[4096];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(kept, bytes, sizeof bytes, offset)) > 0) {
    terminal_write_to(STDERR_FILENO, bytes, (size_t)count);
    offset += count;
  }
  close(kept);
}

void terminal_divert_errors(void) {
  if (kept_errors >= 0 || !isatty(STDERR_FILENO)) return;
  FILE *file = tmpfile();
  if (file == NULL) return;
  int kept = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
  fclose(file);
  int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (kept < 0 || real < 0 || dup2(kept, STDERR_FILENO) < 0) {
    if (kept >= 0) close(kept);
    if (real >= 0) close(real);
    return;
  }
  real_errors = real;
  kept_errors = kept;
}

static void on_crash(int signal) {
  terminal_write_to(STDOUT_FILENO, goodbye, strlen(goodbye));
  terminal_restore_modes();
  terminal_replay_errors();
  terminal_release_crashes();
  raise(signal);
}

void terminal_catch_crashes(void) {
  crash_stack = malloc(stack_size);
  stack_t stack = {.ss_sp = crash_stack, .ss_size = stack_size};
  bool own_stack = crash_stack != NULL && sigaltstack(&stack, NULL) == 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = own_stack ? SA_ONSTACK : 0;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) {
    crashes[i].active = sigaction(crashes[i].signal, &action, &crashes[i].before) == 0;
  }
}

// The stack stays: this is called on it.
void terminal_release_crashes(void) {
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i].active) sigaction(crashes[i].signal, &crashes[i].before, NULL);
    crashes[i].active = false;
  }
}
