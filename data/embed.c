#include "CData.h"

static const unsigned char names[] = {
#embed "names.txt"
};

EmbeddedFile embedded_names(void) { return (EmbeddedFile){names, sizeof names}; }
