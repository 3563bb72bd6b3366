#include "CLibm.h"

#include <math.h>

double libm_pow(double base, double exponent) { return pow(base, exponent); }
double libm_exp(double x) { return exp(x); }
double libm_log(double x) { return log(x); }
double libm_cos(double x) { return cos(x); }
double libm_sin(double x) { return sin(x); }
