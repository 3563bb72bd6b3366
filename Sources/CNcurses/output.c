#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

// The terminal, opened by this program alone: that writing does not wait is a property of the
// opening, and standard output shares its own with the shell. −1: it can't be opened once more.
static int own_terminal = -1;

static bool is_terminal_of_output(int file) {
  struct stat it, output;
  if (fstat(file, &it) != 0 || fstat(STDOUT_FILENO, &output) != 0) return false;
  return it.st_rdev == output.st_rdev;
}

void terminal_open_output(void) {
  const char *name = ttyname(STDOUT_FILENO);
  if (name == NULL) return;
  int file = open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (file >= 0 && !is_terminal_of_output(file)) {
    close(file);
    file = -1;
  }
  own_terminal = file;
}

void terminal_close_output(void) {
  if (own_terminal >= 0) close(own_terminal);
  own_terminal = -1;
}

bool terminal_send(const char *bytes, size_t count, int64_t deadline) {
  // Where writing waits, all that can be done is not to begin before there is some room.
  bool waits = own_terminal < 0;
  int file = waits ? STDOUT_FILENO : own_terminal;
  while (count > 0) {
    if (waits && !terminal_wait_for_room(file, deadline)) return false;
    ssize_t written = write(file, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (!terminal_wait_for_room(file, deadline)) return false;
    } else if (written == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

void terminal_drop_unread(void) {
  tcflush(STDOUT_FILENO, TCOFLUSH);
  tcflow(STDOUT_FILENO, TCOON);
  // What Ctrl-S has stopped goes on when the terminal is told that this key means nothing.
  struct termios modes;
  if (tcgetattr(STDOUT_FILENO, &modes) != 0) return;
  modes.c_iflag &= ~(tcflag_t)IXON;
  tcsetattr(STDOUT_FILENO, TCSANOW, &modes);
}

// What ncurses draws goes to a file, from which a picture is sent in one piece. ncurses itself
// writes in many, and can't be stopped while it waits for a terminal that takes no more.
static FILE *drawing = NULL;
static char *picture = NULL;
static size_t picture_size = 0;

static FILE *file_without_name(void) {
#ifdef __linux__
  int file = memfd_create("picture", MFD_CLOEXEC);
  if (file >= 0) {
    FILE *stream = fdopen(file, "w+");
    if (stream == NULL) close(file);
    return stream;
  }
#endif
  FILE *stream = tmpfile();
  if (stream != NULL) fcntl(fileno(stream), F_SETFD, FD_CLOEXEC);
  return stream;
}

static void drop_drawing(void) {
  if (ftruncate(fileno(drawing), 0) == 0) lseek(fileno(drawing), 0, SEEK_SET);
}

SCREEN *curses_start(void) {
  drawing = file_without_name();
  if (drawing == NULL) return NULL;
  SCREEN *screen = newterm(NULL, drawing, stdin);
  if (screen == NULL) {
    fclose(drawing);
    drawing = NULL;
    return NULL;
  }
  return screen;
}

void curses_end(SCREEN *screen) {
  delscreen(screen);
  fclose(drawing);
  drawing = NULL;
  free(picture);
  picture = NULL;
  picture_size = 0;
}

void curses_begin(void) {
  // As after a pause: from then on ncurses writes no more than once for as much as it can keep.
  endwin();
  doupdate();
  drop_drawing();
}

// What ncurses writes, and what is sent for it. The last one depends on the height.
static char full_region[24];
static const struct {
  const char *written, *sent;
} replacements[] = {
    // There is but one character set, and plain text has no colour.
    {"\033[39m\033(B\033[m", "\033[m"},
    {"\033[49m\033(B\033[m", "\033[m"},
    {"\033[39;49m\033(B\033[m", "\033[m"},
    {"\033(B", ""},
    // All rows scroll: those that the terminal has when it reads this, and not only those that the
    // window had when it was written.
    {full_region, "\033[r"},
};
enum { replacement_count = sizeof replacements / sizeof replacements[0] };

// Replaces in place; nothing gets longer. Returns the new length.
static size_t replace(char *bytes, size_t count) {
  size_t length = 0;
  for (size_t i = 0; i < count;) {
    size_t taken = 0;
    for (int one = 0; bytes[i] == '\033' && taken == 0 && one < replacement_count; one++) {
      const char *written = replacements[one].written, *sent = replacements[one].sent;
      size_t written_length = strlen(written), sent_length = strlen(sent);
      if (written_length > count - i || memcmp(bytes + i, written, written_length) != 0) continue;
      memcpy(bytes + length, sent, sent_length);
      length += sent_length;
      taken = written_length;
    }
    if (taken == 0) bytes[length++] = bytes[i++];
    i += taken;
  }
  return length;
}

// The marks let the terminal show at once what comes in pieces.
static const char frame_begin[] = "\033[?2026h", frame_end[] = "\033[?2026l";
// Asks the terminal how it is: it answers that it is well.
static const char question[] = "\033[5n";
enum {
  begin_length = sizeof frame_begin - 1,
  end_length = sizeof frame_end - 1,
  question_length = sizeof question - 1,
};

size_t curses_show(bool asking) {
  doupdate();
  off_t drawn = lseek(fileno(drawing), 0, SEEK_CUR);
  if (drawn <= 0) return 0;
  size_t count = begin_length + (size_t)drawn + end_length + question_length;
  if (count > picture_size) {
    char *larger = realloc(picture, count);
    if (larger == NULL) return 0;
    picture = larger;
    picture_size = count;
  }
  memcpy(picture, frame_begin, begin_length);
  ssize_t got = pread(fileno(drawing), picture + begin_length, (size_t)drawn, 0);
  drop_drawing();
  if (got != drawn) return 0;
  snprintf(full_region, sizeof full_region, "\033[1;%dr", getmaxy(curscr));
  char *body = picture + begin_length;
  size_t length = begin_length + terminal_drop_repeats(body, replace(body, (size_t)drawn));
  if (asking) {
    memcpy(picture + length, question, question_length);
    length += question_length;
  }
  memcpy(picture + length, frame_end, end_length);
  length += end_length;
  terminal_send(picture, length, -1);
  return length;
}
