#include "CData.h"

// SwiftPM has no name for C23 yet, where #embed comes from.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char names[] = {
#embed "names.txt"
};

EmbeddedFile embedded_names(void) { return (EmbeddedFile){names, sizeof names}; }

// The source files whose lines the code pane shows.
static const unsigned char softmax[] = {
#embed "../Sources/MicroGPT/Graph/Softmax.swift"
};
static const unsigned char training[] = {
#embed "../Sources/MicroGPT/Training/Training.swift"
};
static const unsigned char backward[] = {
#embed "../Sources/MicroGPT/Graph/Backward.swift"
};
static const unsigned char fast_engine[] = {
#embed "../Sources/MicroGPT/Fast/FastEngine.swift"
};
static const unsigned char linear[] = {
#embed "../Sources/MicroGPT/Fast/Linear.swift"
};
static const unsigned char tokenizer[] = {
#embed "../Sources/MicroGPT/Data/Tokenizer.swift"
};
static const unsigned char sampling[] = {
#embed "../Sources/MicroGPT/Model/Sampling.swift"
};
static const unsigned char python_random[] = {
#embed "../Sources/MicroGPT/Numerics/PythonRandom.swift"
};

EmbeddedFile embedded_source(SourceFile file) {
  switch (file) {
  case SourceSoftmax: return (EmbeddedFile){softmax, sizeof softmax};
  case SourceTraining: return (EmbeddedFile){training, sizeof training};
  case SourceBackward: return (EmbeddedFile){backward, sizeof backward};
  case SourceFastEngine: return (EmbeddedFile){fast_engine, sizeof fast_engine};
  case SourceLinear: return (EmbeddedFile){linear, sizeof linear};
  case SourceTokenizer: return (EmbeddedFile){tokenizer, sizeof tokenizer};
  case SourceSampling: return (EmbeddedFile){sampling, sizeof sampling};
  case SourcePythonRandom: return (EmbeddedFile){python_random, sizeof python_random};
  }
  return (EmbeddedFile){0, 0};
}
