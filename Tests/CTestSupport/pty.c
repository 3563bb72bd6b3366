#define _GNU_SOURCE 1  // posix_openpt, ptsname

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "CTestSupport.h"

static void become(const char *const arguments[], int terminal) {
  support_usual_signals();
  setsid();
  ioctl(terminal, TIOCSCTTY, 0);
  for (int file = 0; file < 3; file++) dup2(terminal, file);
  for (int file = 3; file < 1024; file++) close(file);
  setenv("TERM", "xterm-256color", 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("SWIFT_BACKTRACE", "enable=no", 1);
  unsetenv("NO_COLOR");
  execvp(arguments[0], (char *const *)arguments);
  _exit(127);
}

int support_pty_start(
    const char *const arguments[], int columns, int rows, struct support_pty *pty) {
  int outside = posix_openpt(O_RDWR | O_NOCTTY);
  if (outside < 0) return 0;
  fcntl(outside, F_SETFD, FD_CLOEXEC);
  const char *name = grantpt(outside) == 0 && unlockpt(outside) == 0 ? ptsname(outside) : NULL;
  int inside = name == NULL ? -1 : open(name, O_RDWR | O_NOCTTY);
  pid_t child = -1;
  *pty = (struct support_pty){.process = -1, .outside = outside, .inside = inside};
  if (inside >= 0 && tcgetattr(inside, &pty->before) == 0) {
    fcntl(inside, F_SETFD, FD_CLOEXEC);
    support_pty_resize(inside, columns, rows);
    child = fork();
  }
  if (child == 0) become(arguments, inside);
  pty->process = child;
  if (child > 0) return 1;
  support_pty_close(pty);
  return 0;
}

void support_pty_close(struct support_pty *pty) {
  if (pty->process > 0) {
    kill(pty->process, SIGKILL);
    while (waitpid(pty->process, NULL, 0) < 0 && errno == EINTR) continue;
  }
  if (pty->inside >= 0) close(pty->inside);
  if (pty->outside >= 0) close(pty->outside);
  pty->process = pty->inside = pty->outside = -1;
}

void support_pty_resize(int file, int columns, int rows) {
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  ioctl(file, TIOCSWINSZ, &size);
}

int support_pty_read(const struct support_pty *pty, char *bytes, size_t capacity, int wait) {
  struct pollfd file = {.fd = pty->outside, .events = POLLIN};
  if (poll(&file, 1, wait) <= 0) return 0;
  ssize_t count = read(pty->outside, bytes, capacity);
  return count > 0 ? (int)count : 0;
}

int support_pty_waits(const struct support_pty *pty) {
  struct pollfd file = {.fd = pty->outside, .events = POLLIN};
  return poll(&file, 1, 0) > 0;
}

int support_pty_untaken(const struct support_pty *pty) {
  int count = 0;
  return ioctl(pty->inside, FIONREAD, &count) == 0 ? count : -1;
}

int support_pty_is_as_before(const struct support_pty *pty) {
  struct termios now, before = pty->before;
  return tcgetattr(pty->inside, &now) == 0 && now.c_iflag == before.c_iflag
      && now.c_oflag == before.c_oflag && now.c_lflag == before.c_lflag;
}

int support_pty_ended(struct support_pty *pty) {
  int status = 0;
  if (pty->process <= 0 || waitpid(pty->process, &status, WNOHANG) != pty->process) return -1;
  pty->process = -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
