#ifndef INTERNAL_H
#define INTERNAL_H

/// In a child: becomes the program, with these files and no others, and signals as usual.
void support_become(const char *const arguments[], int input, int output);

/// What a shell would say of a program that ended so.
int support_exit_code(int status);

#endif
