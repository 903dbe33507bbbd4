#pragma once
#include <png.h>
// libpng1.6-dev depends on it: the checksum of chunks.
#include <zlib.h>
