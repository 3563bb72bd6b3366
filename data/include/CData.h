#ifndef CDATA_H
#define CDATA_H

/// A file that is part of the program.
typedef struct {
  const unsigned char *bytes;
  int count;
} EmbeddedFile;

/// The names that the model learns from where no other file is given.
EmbeddedFile embedded_names(void);

/// The source files that the code pane shows.
typedef enum {
  SourceSoftmax,
  SourceTraining,
  SourceBackward,
  SourceFastEngine,
  SourceLinear,
  SourceTokenizer,
  SourceSampling,
  SourcePythonRandom,
} SourceFile;

/// A source file of the model, as it was when the program was built.
EmbeddedFile embedded_source(SourceFile file);

#endif
