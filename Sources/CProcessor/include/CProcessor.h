#ifndef CPROCESSOR_H
#define CPROCESSOR_H

// What the compiler was allowed to use is told by its macros. They are those of the module that
// imports this header: the model is compiled for the processor at hand, everything else for any.

// Whether a · b + c can be one instruction, rounded once.
#if defined __FMA__ || defined __aarch64__
#define PROCESSOR_HAS_FMA 1
#else
#define PROCESSOR_HAS_FMA 0
#endif

// The extensions of x86-64 that compilers use by themselves: a bit, the compiler's macro, the name.
#define PROCESSOR_EXTENSIONS(X) \
  X(0, __SSE3__, "sse3") \
  X(1, __SSSE3__, "ssse3") \
  X(2, __SSE4_1__, "sse4.1") \
  X(3, __SSE4_2__, "sse4.2") \
  X(4, __POPCNT__, "popcnt") \
  X(5, __AVX__, "avx") \
  X(6, __AVX2__, "avx2") \
  X(7, __FMA__, "fma") \
  X(8, __F16C__, "f16c") \
  X(9, __BMI__, "bmi") \
  X(10, __BMI2__, "bmi2") \
  X(11, __LZCNT__, "lzcnt") \
  X(12, __MOVBE__, "movbe") \
  X(13, __AVX512F__, "avx512f") \
  X(14, __AVX512VL__, "avx512vl") \
  X(15, __AVX512DQ__, "avx512dq") \
  X(16, __AVX512BW__, "avx512bw") \
  X(17, __AVX512CD__, "avx512cd") \
  X(18, __AVX512VBMI__, "avx512vbmi") \
  X(19, __AVX512VBMI2__, "avx512vbmi2")

// 1 where a macro is defined as 1, 0 where it is not defined: only the former makes two arguments of
// the first one.
#define PROCESSOR_TWO_1 0,
#define PROCESSOR_SECOND(first, second, ...) second
#define PROCESSOR_CHOOSE(arguments) PROCESSOR_SECOND(arguments 1, 0)
#define PROCESSOR_DEFINED(value) PROCESSOR_CHOOSE(PROCESSOR_TWO_##value)
#define PROCESSOR_BIT(bit, macro, name) | (PROCESSOR_DEFINED(macro) << bit)

enum {
  // The extensions that the importing module may use.
  processor_used = 0 PROCESSOR_EXTENSIONS(PROCESSOR_BIT),
};

/// The first of these extensions that the processor at hand lacks; NULL where it has all.
const char *processor_lacks(long used);

#endif
