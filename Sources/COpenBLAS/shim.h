#pragma once
#include <cblas.h>

/// Eigenvalues and eigenvectors of a symmetric matrix (LAPACK); lapacke.h is not in libopenblas-dev.
void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
            double *work, const int *lwork, int *info);
