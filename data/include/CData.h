#ifndef CDATA_H
#define CDATA_H

/// A file that is part of the program.
typedef struct {
  const unsigned char *bytes;
  int count;
} EmbeddedFile;

/// The names that the model learns from where no other file is given.
EmbeddedFile embedded_names(void);

/// The source files that the code pane shows, as they were when the program was built. First comes the
/// list of them, one `#embed` line each, then the files in its order; a zero ends each.
EmbeddedFile embedded_sources(void);

#endif
