#ifdef __APPLE__
#include <util.h>
#else
#define _GNU_SOURCE 1
#include <pty.h>
#endif

#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

static void tell(int news, int32_t what) { (void)!write(news, &what, sizeof what); }

/// In the holder's child: the program, in a process group of its own in the foreground.
static void perform(const char *const arguments[], int line) {
  setpgid(0, 0);
  tcsetpgrp(line, getpid());  // SIGTTOU is ignored
  support_become(arguments, line, line);
}

/// Holds the terminal as a shell does, and tells what becomes of the program. It stays until the
/// test closes its end: the terminal goes with it.
static void hold(const char *const arguments[], int line, int news) {
  setsid();
  ioctl(line, TIOCSCTTY, 0);
  signal(SIGTTOU, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  pid_t program = fork();
  if (program == 0) perform(arguments, line);
  for (int file = 0; file < 1024; file++) {
    if (file != line && file != news) close(file);
  }
  tell(news, program);
  int status = 0;
  while (program > 0) {
    pid_t which = waitpid(program, &status, WUNTRACED | WCONTINUED);
    if (which < 0 && errno == EINTR) continue;
    if (which < 0) break;
    bool has_ended = WIFEXITED(status) || WIFSIGNALED(status);
    tell(
        news, WIFSTOPPED(status) ? support_stopped
              : has_ended        ? support_exit_code(status)
                                 : support_continued);
    if (has_ended) break;
  }
  char byte;
  while (read(news, &byte, 1) < 0 && errno == EINTR) continue;
  _exit(0);
}

int support_open_terminal(
    const char *const arguments[], int columns, int rows, struct support_terminal *terminal) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 0;
  if (openpty(&terminal->person, &terminal->line, NULL, NULL, &size) != 0) {
    close(ends[0]);
    close(ends[1]);
    return 0;
  }
  terminal->news = ends[0];
  pid_t holder = fork();
  if (holder == 0) {
    // Forked once more, so that nobody has to wait for the holder.
    if (fork() == 0) hold(arguments, terminal->line, ends[1]);
    _exit(0);
  }
  close(ends[1]);
  if (holder < 0) {
    support_close_terminal(*terminal);
    return 0;
  }
  int status;
  while (waitpid(holder, &status, 0) < 0 && errno == EINTR) continue;
  fcntl(terminal->person, F_SETFL, O_NONBLOCK);
  return 1;
}

void support_resize(struct support_terminal terminal, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  ioctl(terminal.person, TIOCSWINSZ, &size);
}

int support_unread(struct support_terminal terminal) {
  int count = 0;
  return ioctl(terminal.line, FIONREAD, &count) == 0 ? count : -1;
}

void support_close_terminal(struct support_terminal terminal) {
  close(terminal.person);
  close(terminal.line);
  close(terminal.news);
}
