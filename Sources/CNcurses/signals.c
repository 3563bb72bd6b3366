#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

#ifdef NSIG
enum { signal_count = NSIG };
#else
enum { signal_count = 65 };
#endif

// A handler sets one of these, and writes a byte into the pipe, which wakes whoever waits.
static volatile sig_atomic_t asked_to_stop = 0;  // the first signal that asked
static volatile sig_atomic_t is_suspended = 0;
static volatile sig_atomic_t is_continued = 0;
static volatile sig_atomic_t is_resized = 0;
static volatile sig_atomic_t is_by_key = 0;

static int pipe_ends[2] = {-1, -1};
static struct caught caught[signal_count];

static void on_signal(int signal) {
  int saved = errno;
  switch (signal) {
    case SIGWINCH: is_resized = 1; break;
    case SIGTSTP: is_suspended = 1; break;
    case SIGCONT: is_continued = 1; break;
    default:
      if (asked_to_stop == 0) asked_to_stop = signal;
  }
  if (signal == SIGINT || signal == SIGQUIT || signal == SIGTSTP) is_by_key = 1;
  // A full pipe wakes as well.
  ssize_t written = write(pipe_ends[1], "", 1);
  (void)written;
  errno = saved;
}

// All that end the program unless they are caught, but for crashes, which have a handler of their
// own; and those that say something about the terminal.
static bool is_wanted(int signal) {
  switch (signal) {
    case SIGKILL:
    case SIGSTOP:
    case SIGTTIN:
    case SIGTTOU:
    case SIGCHLD:
    case SIGURG:
#ifdef SIGINFO
    case SIGINFO:
#endif
      return false;
    default: return !terminal_is_crash(signal);
  }
}

static void catch_one(int signal) {
  struct caught *one = &caught[signal];
  one->signal = signal;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(signal, NULL, &one->before) != 0) return;  // the C library's own
  // What was to be ignored (nohup, a shell without job control) stays ignored.
  bool ignored = one->before.sa_handler == SIG_IGN && signal != SIGWINCH;
  one->active = !ignored && sigaction(signal, &action, NULL) == 0;
}

bool terminal_catch_signals(void) {
  if (pipe(pipe_ends) != 0) return false;
  for (int end = 0; end < 2; end++) {
    fcntl(pipe_ends[end], F_SETFL, O_NONBLOCK);
    fcntl(pipe_ends[end], F_SETFD, FD_CLOEXEC);
  }
  asked_to_stop = is_suspended = is_continued = is_resized = is_by_key = 0;
  for (int signal = 1; signal < signal_count; signal++) {
    if (is_wanted(signal)) catch_one(signal);
  }
  return true;
}

void terminal_release_signals(void) {
  for (int signal = 1; signal < signal_count; signal++) {
    if (caught[signal].active) sigaction(signal, &caught[signal].before, NULL);
    caught[signal].active = false;
  }
  for (int end = 0; end < 2; end++) {
    if (pipe_ends[end] >= 0) close(pipe_ends[end]);
    pipe_ends[end] = -1;
  }
}

static void empty_pipe(void) {
  char bytes[64];
  while (read(pipe_ends[0], bytes, sizeof bytes) > 0) continue;
}

bool terminal_is_to_stop(void) { return asked_to_stop != 0; }

int terminal_next_signal(void) {
  // Emptied first: what comes from now on wakes again.
  empty_pipe();
  // One that asks to stop stays, and comes before all others: nothing is taken up again that ends
  // at once.
  if (asked_to_stop != 0) return terminal_stop + asked_to_stop;
  if (is_suspended) return is_suspended = 0, terminal_suspend;
  if (is_continued) return is_continued = 0, terminal_continued;
  if (is_resized) return is_resized = 0, terminal_resized;
  return 0;
}

bool terminal_take_by_key(void) {
  bool by_key = is_by_key != 0;
  is_by_key = 0;
  return by_key;
}

int64_t terminal_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int poll_until(struct pollfd *files, int count, int64_t deadline) {
  for (;;) {
    int64_t left = deadline < 0 ? -1 : deadline - terminal_clock();
    if (deadline >= 0 && left < 0) left = 0;
#ifdef __linux__
    struct timespec timeout = {left / 1000000000, left % 1000000000};
    int ready = ppoll(files, (nfds_t)count, left < 0 ? NULL : &timeout, NULL);
#else
    int ready = poll(files, (nfds_t)count, left < 0 ? -1 : (int)((left + 999999) / 1000000));
#endif
    // A signal that is caught is in the pipe by now: ask again.
    if (ready >= 0 || errno != EINTR) return ready;
  }
}

int terminal_wait(int64_t deadline) {
  // Whoever waited for room meanwhile has emptied the pipe.
  if (asked_to_stop || is_suspended || is_continued || is_resized) return terminal_ready_signal;
  struct pollfd files[2] = {
      {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = pipe_ends[0], .events = POLLIN}};
  if (poll_until(files, 2, deadline) < 0) return terminal_ready_gone;
  int ready = 0;
  if (files[0].revents & POLLIN) ready |= terminal_ready_input;
  if (files[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= terminal_ready_gone;
  if (files[1].revents != 0) ready |= terminal_ready_signal;
  return ready;
}

bool terminal_wait_for_room(int file, int64_t deadline) {
  struct pollfd files[2] = {
      {.fd = file, .events = POLLOUT}, {.fd = pipe_ends[0], .events = POLLIN}};
  for (;;) {
    if (asked_to_stop != 0 && deadline < 0) return false;
    // With a deadline signals are no matter: it is short, and the program is about to end.
    int count = poll_until(files, deadline < 0 ? 2 : 1, deadline);
    if (count <= 0) return false;
    if (files[0].revents != 0) return true;
    // Whatever it was, it is still told by the next question for signals.
    empty_pipe();
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
