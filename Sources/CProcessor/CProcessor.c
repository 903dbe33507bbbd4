#define _GNU_SOURCE
#include "CProcessor.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int turgor_processor_has_v3(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

#ifdef __FMA__
// Runs before main, so that a processor without AVX2 gets a sentence instead of SIGILL.
__attribute__((constructor, target("no-avx"))) static void refuse_older_processor(void) {
  if (turgor_processor_has_v3()) return;
  static const char text[] =
      "turgor: this build needs a processor with AVX2 and FMA, and this one has not. "
      "Run scripts/build here to build for it.\n";
  ssize_t ignored = write(2, text, sizeof text - 1);
  (void)ignored;
  _exit(2);
}
#endif

// CHOLMOD finds its BLAS in the global scope of the dynamic linker: look there as well.
static void *blas_symbol(const char *name) { return dlsym(RTLD_DEFAULT, name); }

int turgor_blas_threads(void) {
  int (*get)(void) = (int (*)(void))blas_symbol("openblas_get_num_threads");
  return get ? get() : -1;
}

void turgor_set_blas_threads(int count) {
  void (*set)(int) = (void (*)(int))blas_symbol("openblas_set_num_threads");
  if (set) set(count);
}

void turgor_keep_openmp_serial(void) {
  // The setting belongs to the calling thread, so it is not worth a lock or a memory.
  void (*set)(int) = (void (*)(int))blas_symbol("omp_set_max_active_levels");
  if (set) set(0);
}

int turgor_blas_path(char *path, int capacity) {
  Dl_info info;
  void *dgemm = blas_symbol("dgemm_");
  if (!dgemm || !dladdr(dgemm, &info) || !info.dli_fname) return 0;
  snprintf(path, (size_t)capacity, "%s", info.dli_fname);
  return 1;
}

const char *turgor_blas_configuration(void) {
  char *(*get)(void) = (char *(*)(void))blas_symbol("openblas_get_config");
  return get ? get() : "";
}
