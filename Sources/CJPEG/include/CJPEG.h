// Decodes JPEG pictures with libjpeg, whose errors jump: the jumps end in here.
#pragma once
#include <stddef.h>

/// Reads the size of a picture. Returns 0 and fills `message` where the bytes are no JPEG.
int turgor_jpeg_size(
    const unsigned char *bytes, size_t count, int *width, int *height, char message[200]);

/// Decodes a picture into `width * height` triples of red, green and blue, rows from the top.
/// Returns 0 and fills `message` where that cannot be done.
int turgor_jpeg_decode(
    const unsigned char *bytes, size_t count, unsigned char *rgb, size_t capacity,
    char message[200]);
