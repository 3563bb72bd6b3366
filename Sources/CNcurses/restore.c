#include "CNcurses.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

static struct termios shell_modes, own_modes;
static bool has_modes = false;

// What takes the terminal, and what gives it back. The second has two places, so that a crash finds
// a whole one while the other is written.
enum { text_size = 512 };
static char hello[text_size];
static char goodbyes[2][text_size];
static const char *volatile goodbye = goodbyes[0];
static volatile sig_atomic_t is_taken = 0;
static volatile sig_atomic_t is_answer_expected = 0;

static volatile sig_atomic_t kept_errors = -1;  // what was written to standard error meanwhile
static volatile sig_atomic_t real_errors = -1;

static struct caught crashes[] = {
    {.signal = SIGILL}, {.signal = SIGTRAP}, {.signal = SIGABRT}, {.signal = SIGSEGV},
    {.signal = SIGBUS}, {.signal = SIGFPE},  {.signal = SIGSYS},
};
enum { crash_count = sizeof crashes / sizeof crashes[0], stack_size = 64 * 1024 };
static char *crash_stack = NULL;

bool terminal_is_crash(int signal) {
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i].signal == signal) return true;
  }
  return false;
}

// Presses, motion while pressed, or where the terminal can, all motion; in decimal numbers.
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1003h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1003l\033[?1002l\033[?1000l";
static bool is_mouse_used = true;

// Appends without padding marks ("$<5>"): no terminal in use waits for them.
static void append(char *place, const char *text) {
  size_t end = strlen(place);
  while (*text != '\0' && end + 1 < text_size) {
    const char *mark_end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
    if (mark_end != NULL) {
      text = mark_end + 1;
    } else {
      place[end++] = *text++;
    }
  }
  place[end] = '\0';
}

// Appends what the terminal's description has for this name.
static void append_named(char *place, const char *name) {
  const char *text = tigetstr((char *)name);
  if (text != NULL && text != (const char *)-1) append(place, text);
}

static void remember_modes(void) {
  has_modes = tcgetattr(STDIN_FILENO, &shell_modes) == 0;
  own_modes = shell_modes;
  own_modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL);
  // A key that makes a signal would otherwise drop what was written, in the middle of a sequence.
  own_modes.c_lflag |= ISIG | NOFLSH;
  own_modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR);
  own_modes.c_oflag &= ~(tcflag_t)ONLCR;
#ifdef XTABS
  own_modes.c_oflag &= ~(tcflag_t)XTABS;
#else
  own_modes.c_oflag &= ~(tcflag_t)OXTABS;
#endif
  own_modes.c_cc[VMIN] = 1;
  own_modes.c_cc[VTIME] = 0;
}

void terminal_remember(int rows) {
  static bool is_second = false;
  char *place = goodbyes[is_second];
  is_second = !is_second;
  place[0] = '\0';
  append(place, "\033[?2026l");
  append(place, mouse_off);
  append(place, "\033[?2004l");
  append_named(place, "sgr0");
  append_named(place, "op");
  append_named(place, "rmkx");
  // Without a second screen the shell goes on below the picture.
  const char *move = tigetstr("cup");
  if (move != NULL && move != (const char *)-1) append(place, tiparm(move, rows - 1, 0));
  append_named(place, "cnorm");
  append_named(place, "rmcup");
  append(place, "\r");
  goodbye = place;
}

static void make_hello(void) {
  hello[0] = '\0';
  append_named(hello, "smcup");
  append_named(hello, "sgr0");
  // A program that ended badly may have left a region that scrolls.
  const char *region = tigetstr("csr");
  if (region != NULL && strncmp(region, "\033[", 2) == 0) append(hello, "\033[r");
  append_named(hello, "smkx");
  append_named(hello, "civis");
  // Pastes in brackets.
  append(hello, "\033[?2004h");
}

static bool is_in_foreground(void) {
  pid_t group = tcgetpgrp(STDIN_FILENO);
  return group < 0 || group == getpgrp();
}

// In the background the terminal is another program's: this one stops, as any does that changes the
// terminal there. Returns false when a signal has asked it to end instead.
static bool wait_for_foreground(void) {
  // Without a shell that could put it into the foreground a program can't be stopped, either.
  enum { attempts = 64 };
  for (int i = 0; i < attempts; i++) {
    if (terminal_is_to_stop()) return false;
    if (is_in_foreground()) break;
    raise(SIGTTOU);
  }
  return true;
}

bool terminal_take(void) {
  if (!wait_for_foreground()) return false;
  if (hello[0] == '\0') {
    remember_modes();
    make_hello();
    terminal_open_output();
  }
  if (has_modes) tcsetattr(STDIN_FILENO, TCSANOW, &own_modes);
  is_taken = 1;
  terminal_send(hello, strlen(hello), -1);
  if (is_mouse_used) terminal_send(mouse_on, sizeof mouse_on - 1, -1);
  return true;
}

void terminal_use_mouse(bool used) {
  if (used == is_mouse_used) return;
  is_mouse_used = used;
  const char *text = used ? mouse_on : mouse_off;
  if (is_taken) terminal_send(text, strlen(text), -1);
}

void terminal_ask_ground(void) {
  static const char questions[] = "\033]11;?\033\\\033[c";
  terminal_send(questions, sizeof questions - 1, -1);
}

void terminal_expect_answer(bool expected) { is_answer_expected = expected; }

static void drop_answer(void) {
  enum { milliseconds = 50 };
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  poll(&input, 1, milliseconds);
  tcflush(STDIN_FILENO, TCIFLUSH);
}

// How long a terminal that takes nothing keeps the program, in nanoseconds.
static const int64_t patience = 300000000;
// How long the keys for a signal still count as pressed at the same time, in milliseconds.
static const int same_time = 20;

// Only calls that are safe in a signal handler.
void terminal_give_back(void) {
  if (!is_taken) return;
  // A shell may have stopped the program without its knowing, and use the terminal by now: then what
  // it shows is given back, and the modes are the shell's already. Writing must not stop it again.
  sigset_t output, before;
  sigemptyset(&output);
  sigaddset(&output, SIGTTOU);
  sigprocmask(SIG_BLOCK, &output, &before);
  const char *text = goodbye;
  size_t count = strlen(text);
  if (!terminal_send(text, count, terminal_clock() + patience)) {
    terminal_drop_unread();
    terminal_send(text, count, terminal_clock() + patience);
  }
  if (is_answer_expected && is_in_foreground()) drop_answer();
  // With the shell's modes such a key drops what the terminal has not read, and so this text.
  if (terminal_take_by_key()) poll(NULL, 0, same_time);
  if (has_modes && is_in_foreground()) tcsetattr(STDIN_FILENO, TCSANOW, &shell_modes);
  sigprocmask(SIG_SETMASK, &before, NULL);
  is_taken = 0;
}

void terminal_close(void) {
  terminal_give_back();
  terminal_close_output();
  hello[0] = '\0';
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
    if (write(STDERR_FILENO, bytes, (size_t)count) < 0) break;
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
  terminal_give_back();
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
