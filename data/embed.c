#include "CData.h"

static const unsigned char names[] = {
#embed "names.txt"
};

EmbeddedFile embedded_names(void) { return (EmbeddedFile){names, sizeof names}; }

// The source files whose lines the code pane shows.
static const unsigned char gpt[] = {
#embed "../Sources/MicroGPT/GPT.swift"
};
static const unsigned char training[] = {
#embed "../Sources/MicroGPT/Training.swift"
};
static const unsigned char tokenizer[] = {
#embed "../Sources/MicroGPT/Tokenizer.swift"
};
static const unsigned char sampling[] = {
#embed "../Sources/MicroGPT/Sampling.swift"
};
static const unsigned char python_random[] = {
#embed "../Sources/MicroGPT/PythonRandom.swift"
};

EmbeddedFile embedded_source(SourceFile file) {
  switch (file) {
  case SourceGPT: return (EmbeddedFile){gpt, sizeof gpt};
  case SourceTraining: return (EmbeddedFile){training, sizeof training};
  case SourceTokenizer: return (EmbeddedFile){tokenizer, sizeof tokenizer};
  case SourceSampling: return (EmbeddedFile){sampling, sizeof sampling};
  case SourcePythonRandom: return (EmbeddedFile){python_random, sizeof python_random};
  }
  return (EmbeddedFile){0, 0};
}
