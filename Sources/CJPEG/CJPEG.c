#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

// What libjpeg calls on an error: keeps the sentence and jumps out.
struct trap {
  struct jpeg_error_mgr manager;
  jmp_buf out;
  char *message;
};

static void leave(j_common_ptr info) {
  struct trap *trap = (struct trap *)info->err;
  char sentence[JMSG_LENGTH_MAX];
  info->err->format_message(info, sentence);
  snprintf(trap->message, 200, "%s", sentence);
  longjmp(trap->out, 1);
}

// A file that ends early is only a warning to libjpeg; here half a picture is no picture.
static void leave_on_warning(j_common_ptr info, int level) {
  if (level < 0) leave(info);
}

static void open_picture(
    struct jpeg_decompress_struct *info, const unsigned char *bytes, size_t count) {
  jpeg_create_decompress(info);
  jpeg_mem_src(info, bytes, count);
  jpeg_read_header(info, TRUE);
}

int turgor_jpeg_size(
    const unsigned char *bytes, size_t count, int *width, int *height, char message[200]) {
  struct jpeg_decompress_struct info;
  struct trap trap = {.message = message};
  memset(&info, 0, sizeof info);
  info.err = jpeg_std_error(&trap.manager);
  trap.manager.error_exit = leave;
  trap.manager.emit_message = leave_on_warning;
  if (setjmp(trap.out)) {
    jpeg_destroy_decompress(&info);
    return 0;
  }
  open_picture(&info, bytes, count);
  *width = (int)info.image_width;
  *height = (int)info.image_height;
  jpeg_destroy_decompress(&info);
  return 1;
}

int turgor_jpeg_decode(
    const unsigned char *bytes, size_t count, unsigned char *rgb, size_t capacity,
    char message[200]) {
  struct jpeg_decompress_struct info;
  struct trap trap = {.message = message};
  memset(&info, 0, sizeof info);
  info.err = jpeg_std_error(&trap.manager);
  trap.manager.error_exit = leave;
  trap.manager.emit_message = leave_on_warning;
  if (setjmp(trap.out)) {
    jpeg_destroy_decompress(&info);
    return 0;
  }
  open_picture(&info, bytes, count);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  const size_t stride = (size_t)info.output_width * 3;
  while (info.output_scanline < info.output_height) {
    unsigned char *row = rgb + info.output_scanline * stride;
    if ((info.output_scanline + 1) * stride > capacity) break;
    jpeg_read_scanlines(&info, &row, 1);
  }
  const int complete = info.output_scanline == info.output_height;
  if (complete) jpeg_finish_decompress(&info);
  else snprintf(message, 200, "the picture is larger than it says");
  jpeg_destroy_decompress(&info);
  return complete;
}
