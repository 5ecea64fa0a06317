/** Ten sample digits for people who cannot or prefer not to draw: pen strokes in pad units, centred on the pad. */
import { PEN_THICKNESS, type Stroke } from '../../vision/strokes';
import type { InputKind } from '../../workspace/choices';
import { type Gesture, replaceDrawing } from '../../workspace/gesture';
import type { Input } from '../../workspace/input/input';

/** Points in hundredths of a frame of 0.65 pads; `|` between strokes. */
const paths = [
  '58 3, 44 2, 30 11, 21 29, 18 51, 22 72, 31 89, 44 98, 59 97, 72 86, 80 67, 82 45, 77 24, 67 8, 54 2',
  '40 22, 48 12, 56 2, 55 35, 54 70, 53 98',
  '21 25, 30 9, 50 2, 69 10, 75 28, 66 49, 45 73, 19 96, 50 94, 84 95',
  '25 14, 42 3, 63 7, 71 23, 61 39, 43 46, 63 50, 76 68, 68 89, 44 98, 21 88',
  '26 4, 22 27, 19 50, 45 52, 82 49 | 68 6, 66 40, 63 98',
  '32 5, 30 23, 28 42, 49 37, 70 48, 75 70, 61 92, 37 97, 18 87 | 32 5, 54 5, 77 4',
  '63 2, 45 18, 30 45, 24 72, 33 93, 53 98, 71 86, 73 68, 60 55, 42 58, 27 74',
  '17 6, 46 5, 78 5, 63 36, 50 66, 41 98',
  '67 14, 50 3, 32 12, 33 30, 50 46, 68 64, 72 84, 55 97, 34 92, 26 74, 38 56, 55 42, 68 28, 67 14',
  '71 20, 60 5, 42 5, 27 20, 30 39, 47 46, 62 36, 71 20, 70 50, 68 98',
] as const;

const SIZE = 0.65;
/** Points inserted between two path points, as often as pointer moves arrive. */
const STEPS = 6;

function strokeOf(path: string): Stroke {
  const corners = path.split(', ').map((pair) => pair.split(' ').map(Number));
  const points = corners.flatMap(([x = 0, y = 0], i) => {
    const [nextX = x, nextY = y] = corners[i + 1] ?? [];
    const count = i + 1 < corners.length ? STEPS : 1;
    return Array.from({ length: count }, (_, k) => ({
      x: 0.5 + SIZE * ((x + ((nextX - x) * k) / STEPS) / 100 - 0.5),
      y: 0.5 + SIZE * ((y + ((nextY - y) * k) / STEPS) / 100 - 0.5),
      pressure: 0.5,
    }));
  });
  return { points, thickness: PEN_THICKNESS, eraser: false };
}

/** The strokes of each digit, 0 to 9. */
export const samples: readonly (readonly Stroke[])[] = paths.map((path) => path.split(' | ').map(strokeOf));

/** Replaces the drawing with a sample; undo restores it. */
export function drawSample(gesture: Gesture, digit: number): void {
  const strokes = samples[digit];
  if (strokes) replaceDrawing(gesture, strokes);
}

/** The default content: a digit on an empty pad, a gallery picture if none is open. */
const FIRST_SAMPLE = 7;
const FIRST_PICTURE = 'cat';

export function bringFirst({ store, gesture, openGallery }: Input, kind: InputKind = store.getState().kind): void {
  if (kind === 'picture' && !store.getState().picture) void openGallery(FIRST_PICTURE);
  if (kind === 'draw' && gesture.getState().strokes.length === 0) drawSample(gesture, FIRST_SAMPLE);
}
