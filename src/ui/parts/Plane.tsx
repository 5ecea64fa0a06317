/** A small picture of one plane of values 0..1, or of three in full colour, one pixel per value. */
import { useLayoutEffect, useRef } from 'react';
import type { Palette } from '../../backend/types';
import { colourPixels, inputColour, planeColour } from '../../workspace/input/colour';
import type { PlaneName, Preprocessing, Sheet } from '../../workspace/input/sheets';
import { type PlaneLook, planePixels } from '../../workspace/stage/mapPixels';
import { usePalette } from './usePalette';

/** The colour of one plane, as on the stage; `colour`: three planes as one picture. */
export type Ink = Exclude<PlaneLook['colour'], 'signed'> | 'colour';

interface Props {
  readonly sheet: Sheet;
  readonly ink: Ink;
  readonly caption: string;
  /** The label of the button that opens it. */
  readonly label: string;
  readonly onOpen: () => void;
}

const places = { red: 0, green: 1, blue: 2 } as const;
const isChannel = (name: PlaneName): name is keyof typeof places => name in places;

/** The colour of a plane: a picture's channels in their own colours, all three together in full colour. */
export function inkOf(name: PlaneName, preprocessing: Preprocessing): Ink {
  const colour = inputColour(preprocessing);
  if (isChannel(name)) return planeColour(colour, places[name]);
  return colour === 'rgb' ? 'colour' : colour;
}

/** The picture's RGBA bytes; where there are no values, those of 0. */
export function inkPixels(
  values: Float32Array | null,
  rows: number,
  columns: number,
  ink: Ink,
  palette: Palette,
): Uint8ClampedArray<ArrayBuffer> {
  if (ink === 'colour') return colourPixels(values, rows, columns);
  const own = values?.subarray(0, rows * columns) ?? new Float32Array(rows * columns);
  return planePixels(own, { colour: ink, scale: 1, shift: 0 }, palette);
}

export function Plane({ sheet, ink, caption, label, onOpen }: Props) {
  const { values, rows, columns } = sheet;
  const ref = useRef<HTMLCanvasElement>(null);
  const palette = usePalette();
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d');
    context?.putImageData(new ImageData(inkPixels(values, rows, columns, ink, palette), columns, rows), 0, 0);
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
