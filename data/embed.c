#include "CData.h"

// SwiftPM has no name for C23 yet, where #embed comes from.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char names[] = {
#embed "names.txt"
};

EmbeddedFile embedded_names(void) { return (EmbeddedFile){names, sizeof names}; }

// The list of sources as text, then each of them in its order; a zero ends each.
static const unsigned char sources[] = {
#embed "shown.inc" suffix(, 0, )
#include "shown.inc"
};

EmbeddedFile embedded_sources(void) { return (EmbeddedFile){sources, sizeof sources}; }
