#pragma once
#include <embree3/rtcore.h>

// RTC_VERSION_STRING of the headers.
static inline const char *turgor_embree_header_version(void) { return RTC_VERSION_STRING; }
