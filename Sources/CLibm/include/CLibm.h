#ifndef CLIBM_H
#define CLIBM_H

// The C library's own functions, behind calls that no optimiser can see through. LLVM rewrites
// pow(x, 2) as x * x, pow(x, -1) as 1 / x and pow(x, 0.5) as sqrt(x) where it sees the exponent;
// each of these can round the last digit differently from pow, and microgpt.py calls pow.

double libm_pow(double base, double exponent);
double libm_exp(double x);
double libm_log(double x);
double libm_cos(double x);
double libm_sin(double x);

#endif
