#pragma once
#include <ft2build.h>
#include FT_FREETYPE_H

// FT_LOAD_TARGET_LIGHT is a macro with an argument, which Swift does not import.
static inline FT_Error turgor_ft_render(FT_Face face, FT_UInt glyph) {
  return FT_Load_Glyph(face, glyph, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT);
}
