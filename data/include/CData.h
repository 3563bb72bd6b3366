#ifndef CDATA_H
#define CDATA_H

/// A file that is part of the program.
typedef struct {
  const unsigned char *bytes;
  int count;
} EmbeddedFile;

/// The names that the model learns from where no other file is given.
EmbeddedFile embedded_names(void);

#endif
