/** Conversion between sequential planes (NCHW) and interleaved channels (NHWC), for one sample. */

/** Values of shape [1, channels, height, width] as [1, height, width, channels]; other shapes are unchanged. */
export function toNhwc<A extends ArrayBufferLike>(
  values: Float32Array<A>,
  shape: readonly number[],
): Float32Array<A | ArrayBuffer> {
  const [, channels = 1, height = 1, width = 1] = shape;
  const plane = height * width;
  if (shape.length !== 4 || channels === 1 || plane === 1) return values;
  const out = new Float32Array(values.length);
  for (let c = 0; c < channels; c++) {
    for (let p = 0; p < plane; p++) out[p * channels + c] = values[c * plane + p] ?? 0;
  }
  return out;
}
