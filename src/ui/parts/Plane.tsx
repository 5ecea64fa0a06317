/** A small picture of one plane of values 0..1, a pixel a value: white on black, or in one primary colour. */
import { useLayoutEffect, useRef } from 'react';

export type Ink = 'white' | 'red' | 'green' | 'blue' | 'colour';

interface Props {
  /** One plane of rows x columns values; three, back to back, for `colour`. */
  readonly values: Float32Array | null;
  readonly rows: number;
  readonly columns: number;
  readonly ink: Ink;
  readonly caption: string;
}

const channels: { readonly [I in Ink]: readonly [red: number | null, green: number | null, blue: number | null] } = {
  white: [0, 0, 0],
  red: [0, null, null],
  green: [null, 0, null],
  blue: [null, null, 0],
  colour: [0, 1, 2],
};

/** The bytes of the picture; black where there are no values. */
export function planePixels(
  values: Float32Array | null,
  rows: number,
  columns: number,
  ink: Ink,
): Uint8ClampedArray<ArrayBuffer> {
  const count = rows * columns;
  const bytes = new Uint8ClampedArray(4 * count);
  for (const [k, plane] of channels[ink].entries()) {
    if (plane === null || !values) continue;
    const from = plane * count;
    // Uint8ClampedArray rounds and clamps; NaN becomes 0.
    for (let i = 0; i < count; i++) bytes[4 * i + k] = 255 * (values[from + i] ?? 0);
  }
  for (let i = 0; i < count; i++) bytes[4 * i + 3] = 255;
  return bytes;
}

export function Plane({ values, rows, columns, ink, caption }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d');
    context?.putImageData(new ImageData(planePixels(values, rows, columns, ink), columns, rows), 0, 0);
  });
  return (
    <figure className="plane">
      <canvas ref={ref} width={columns} height={rows} aria-hidden />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
