#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

static int pipe_ends[2] = {-1, -1};

static struct caught caught[] = {
    {.signal = SIGWINCH}, {.signal = SIGTSTP}, {.signal = SIGCONT}, {.signal = SIGINT},
    {.signal = SIGTERM},  {.signal = SIGHUP},  {.signal = SIGQUIT},
};
enum { caught_count = sizeof caught / sizeof caught[0] };

static void on_signal(int signal) {
  int saved = errno;
  unsigned char byte;
  switch (signal) {
    case SIGWINCH: byte = terminal_resized; break;
    case SIGTSTP: byte = terminal_suspend; break;
    case SIGCONT: byte = terminal_continued; break;
    default: byte = (unsigned char)(terminal_stop + signal);
  }
  // A full pipe means that many signals wait already; that this one is lost does no harm.
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void catch_one(struct caught *one) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(one->signal, NULL, &one->before);
  // What was to be ignored (nohup, a shell without job control) stays ignored.
  bool ignored = one->before.sa_handler == SIG_IGN && one->signal != SIGWINCH;
  one->active = !ignored && sigaction(one->signal, &action, NULL) == 0;
}

bool terminal_catch_signals(void) {
  if (pipe(pipe_ends) != 0) return false;
  for (int end = 0; end < 2; end++) {
    fcntl(pipe_ends[end], F_SETFL, O_NONBLOCK);
    fcntl(pipe_ends[end], F_SETFD, FD_CLOEXEC);
  }
  for (int i = 0; i < caught_count; i++) catch_one(&caught[i]);
  return true;
}

void terminal_release_signals(void) {
  for (int i = 0; i < caught_count; i++) {
    if (caught[i].active) sigaction(caught[i].signal, &caught[i].before, NULL);
    caught[i].active = false;
  }
  for (int end = 0; end < 2; end++) {
    if (pipe_ends[end] >= 0) close(pipe_ends[end]);
    pipe_ends[end] = -1;
  }
}

int terminal_next_signal(void) {
  unsigned char byte;
  return read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}

int64_t terminal_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int terminal_wait(int64_t deadline) {
  struct pollfd files[2] = {
      {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = pipe_ends[0], .events = POLLIN}};
  for (;;) {
    int64_t left = deadline < 0 ? -1 : deadline - terminal_clock();
    if (deadline >= 0 && left < 0) left = 0;
#ifdef __linux__
    struct timespec timeout = {left / 1000000000, left % 1000000000};
    int count = ppoll(files, 2, left < 0 ? NULL : &timeout, NULL);
#else
    int count = poll(files, 2, left < 0 ? -1 : (int)((left + 999999) / 1000000));
#endif
    // A signal that is caught is in the pipe by now: ask again.
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return terminal_ready_gone;
    int ready = 0;
    if (files[0].revents & POLLIN) ready |= terminal_ready_input;
    if (files[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= terminal_ready_gone;
    if (files[1].revents != 0) ready |= terminal_ready_signal;
    return ready;
  }
}

void terminal_stop_here(void) {
  // With the usual actions: the shell must see the stop, and the going on is no news here.
  struct sigaction usual, stop, go;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  sigemptyset(&usual.sa_mask);
  sigaction(SIGTSTP, &usual, &stop);
  sigaction(SIGCONT, &usual, &go);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &stop, NULL);
  sigaction(SIGCONT, &go, NULL);
}
