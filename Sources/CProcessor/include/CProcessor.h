// What this build was compiled for, and whether the processor that runs it can.
#pragma once

/// Whether the compiler may use fused multiply-add, so that `addingProduct` is one instruction; when
/// not, it would become a call into libm.
static inline int turgor_compiled_with_fma(void) {
#ifdef __FMA__
  return 1;
#else
  return 0;
#endif
}

/// 1 when the processor has AVX2 and FMA.
int turgor_processor_has_v3(void);

/// Number of threads OpenBLAS uses, -1 when the BLAS in use is not OpenBLAS.
int turgor_blas_threads(void);

/// Sets the number of threads of OpenBLAS; does nothing when the BLAS in use is another one.
void turgor_set_blas_threads(int count);

/// Makes OpenMP run its parallel regions on the calling thread alone.
///
/// CHOLMOD's supernodal code asks for four threads, whatever the processor has, for loops so short
/// that waiting for each other takes longer than the loop; BLAS threads are another matter.
void turgor_keep_openmp_serial(void);

/// Path of the library that answers the `dgemm_` calls of CHOLMOD; copied into `path`.
/// Returns 0 when it could not be found.
int turgor_blas_path(char *path, int capacity);

/// OpenBLAS' own description of itself; empty when the BLAS in use is another one.
const char *turgor_blas_configuration(void);
