// The pixel along one axis that position `at` (possibly outside) stands for, or -1 for the constant. mode 0 pads with a
// constant, 1 reflects about the edge pixel, bouncing as often as it takes, 2 repeats the edge pixel.
fn paddedPixel(at: i32, size: i32) -> i32 {
  if (at >= 0 && at < size) { return at; }
  if (mode == 0u) { return -1; }
  if (mode == 2u || size == 1) { return select(size - 1, 0, at < 0); }
  let period = 2 * (size - 1);
  let phase = ((at % period) + period) % period;
  return select(period - phase, phase, phase < size);
}
