#pragma once
#include <cblas.h>

/// Eigenvalues and eigenvectors of a symmetric matrix (LAPACK); lapacke.h is not in libopenblas-dev.
void dsyev_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
            double *work, const int *lwork, int *info);

/// The eigenvalues of a symmetric matrix in an interval, and their eigenvectors (LAPACK).
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a,
             const int *lda, const double *vl, const double *vu, const int *il, const int *iu,
             const double *abstol, int *m, double *w, double *z, const int *ldz, int *isuppz,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);
