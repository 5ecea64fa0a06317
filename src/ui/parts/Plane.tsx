/** A small picture of one plane of values 0..1, one pixel per value: white on black, or in one primary colour. */
import { useLayoutEffect, useRef } from 'react';
import type { PlaneName, Sheet } from '../../workspace/input/sheets';

export type Ink = 'white' | 'red' | 'green' | 'blue' | 'colour';

interface Props {
  readonly sheet: Sheet;
  readonly ink: Ink;
  readonly caption: string;
  /** The label of the button that opens it. */
  readonly label: string;
  readonly onOpen: () => void;
}

const own = { red: 'red', green: 'green', blue: 'blue' } as const;
const isOwn = (name: PlaneName): name is keyof typeof own => name in own;

/** The colour of a plane: a picture's channels in their own colours, all three together in full colour. */
export const inkOf = (name: PlaneName, { mean }: { readonly mean: readonly number[] }): Ink =>
  isOwn(name) ? own[name] : mean.length === 3 ? 'colour' : 'white';

const channels: { readonly [I in Ink]: readonly [red: number | null, green: number | null, blue: number | null] } = {
  white: [0, 0, 0],
  red: [0, null, null],
  green: [null, 0, null],
  blue: [null, null, 0],
  colour: [0, 1, 2],
};

/** The picture's RGBA bytes; black where there are no values. */
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

export function Plane({ sheet, ink, caption, label, onOpen }: Props) {
  const { values, rows, columns } = sheet;
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d');
    context?.putImageData(new ImageData(planePixels(values, rows, columns, ink), columns, rows), 0, 0);
  });
  return (
    <figure className="plane">
      <button type="button" aria-label={label} title={label} onClick={onOpen}>
        <canvas ref={ref} width={columns} height={rows} aria-hidden />
      </button>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
