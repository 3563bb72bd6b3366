#ifndef __APPLE__
#define _GNU_SOURCE 1  // posix_openpt, ptsname
#endif

#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static Process failed(void) { return (Process){-errno, -1}; }

/// In the child: becomes the program, or says through `report` why it can't.
static void become(const char *const arguments[], int report) {
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvp(arguments[0], (char *const *)arguments);
  int why = errno;
  (void)!write(report, &why, sizeof why);
  _exit(127);
}

/// In the parent: waits until the child has become the program.
static Process started(pid_t child, int report, int output) {
  int why = 0;
  ssize_t count;
  while ((count = read(report, &why, sizeof why)) < 0 && errno == EINTR) continue;
  close(report);
  if (count <= 0) return (Process){child, output};
  process_end((Process){child, output});
  return (Process){-why, -1};
}

static void keep_to_itself(int file) { fcntl(file, F_SETFD, FD_CLOEXEC); }

/// A pipe whose ends no program inherits.
static int make_pipe(int ends[2]) {
  if (pipe(ends) < 0) return -1;
  keep_to_itself(ends[0]);
  keep_to_itself(ends[1]);
  return 0;
}

Process process_start(const char *const arguments[], const char *folder, const char *errors) {
  int output[2], report[2];
  if (make_pipe(output) < 0 || make_pipe(report) < 0) return failed();
  pid_t child = fork();
  if (child < 0) return failed();
  if (child == 0) {
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    dup2(open(errors, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    if (chdir(folder) == 0) become(arguments, report[1]);
    _exit(127);
  }
  close(output[1]);
  close(report[1]);
  return started(child, report[0], output[0]);
}

Process process_start_in_terminal(const char *const arguments[], int columns, int rows) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) return failed();
  keep_to_itself(terminal);
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  int report[2];
  if (grantpt(terminal) < 0 || unlockpt(terminal) < 0 || make_pipe(report) < 0) return failed();
  const char *name = ptsname(terminal);
  pid_t child = name == NULL ? -1 : fork();
  if (child < 0) return failed();
  if (child == 0) {
    setsid();
    int own = open(name, O_RDWR);
    ioctl(own, TIOCSCTTY, 0);
    ioctl(own, TIOCSWINSZ, &size);
    for (int file = 0; file < 3; file++) dup2(own, file);
    if (own > 2) close(own);
    setenv("TERM", "xterm-256color", 1);
    become(arguments, report[1]);
  }
  close(report[1]);
  return started(child, report[0], terminal);
}

static const int stops[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { stop_count = sizeof stops / sizeof stops[0] };
static struct sigaction before[stop_count];
/// The signal that waits, and the process that it ends first; 0 where there is none.
static volatile sig_atomic_t waiting, first;

static void hold(int number) {
  int error = errno;
  waiting = number;
  if (first > 0) kill(first, SIGKILL);
  errno = error;
}

void process_hold_stops(void) {
  waiting = first = 0;
  for (int i = 0; i < stop_count; i++) {
    struct sigaction action = {.sa_handler = hold};
    sigaction(stops[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(stops[i], &action, NULL);
  }
}

void process_stop_first(Process process) {
  first = process.pid;
  // It may have come before this process was there.
  if (waiting) kill(process.pid, SIGKILL);
}

void process_release_stops(void) {
  for (int i = 0; i < stop_count; i++) sigaction(stops[i], &before[i], NULL);
  if (!waiting) return;
  signal(waiting, SIG_DFL);
  raise(waiting);
}

void process_end(Process process) {
  if (process.pid <= 0) return;
  if (first == process.pid) first = 0;
  kill(process.pid, SIGKILL);
  while (waitpid(process.pid, NULL, 0) < 0 && errno == EINTR) continue;
  close(process.output);
}
