#define _GNU_SOURCE 1  // dladdr, environ

#include "CTestSupport.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

/// What signals do is what they do in a program that a shell starts.
static void reset_signals(void) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

void support_become(const char *const arguments[], int input, int output) {
  reset_signals();
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  for (int file = 3; file < 1024; file++) close(file);
  execvp(arguments[0], (char *const *)arguments);
  _exit(127);
}

int support_exit_code(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int support_run(
    const char *const arguments[], unsigned int seconds, char *output, size_t capacity) {
  if (capacity == 0) return -1;
  output[0] = '\0';
  // A file and no pipe: a pipe would stay open for as long as a server that the program starts.
  FILE *file = tmpfile();
  int nothing = open("/dev/null", O_RDWR);
  pid_t child = file == NULL || nothing < 0 ? -1 : fork();
  if (child == 0) {
    alarm(seconds);
    support_become(arguments, nothing, fileno(file));
  }
  int status = 0;
  if (child > 0) {
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    ssize_t count = pread(fileno(file), output, capacity - 1, 0);
    output[count > 0 ? count : 0] = '\0';
  }
  if (file != NULL) fclose(file);
  if (nothing >= 0) close(nothing);
  if (child < 0) return -1;
  return support_exit_code(status);
}

int support_test_path(char *path, size_t capacity) {
#ifdef __linux__
  ssize_t count = readlink("/proc/self/exe", path, capacity - 1);
  if (count <= 0) return 0;
  path[count] = '\0';
  return 1;
#else
  Dl_info info;
  if (dladdr((const void *)support_test_path, &info) == 0) return 0;
  return snprintf(path, capacity, "%s", info.dli_fname) < (int)capacity;
#endif
}
