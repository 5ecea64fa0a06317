/** Ten sample digits for people who cannot or prefer not to draw: pen strokes, centred on the pad. */
import { parsePath, tracePath } from '../../vision/penPath';
import { onGrid, PEN_THICKNESS, type Stroke, type StrokePoint } from '../../vision/strokes';
import { type Gesture, replaceDrawing } from '../gesture';

/** In a frame of 0.65 pads. */
const paths = [
  '57 5, 44 3, 31 12, 22 31, 20 53, 24 74, 34 91, 48 98, 63 94, 75 81, 81 62, 81 42, 75 23, 66 9, 55 3',
  '37 24, 47 15, 55 3 / 54 35, 53 67, 52 98',
  '21 25, 31 9, 50 2, 68 9, 74 27, 65 50, 44 75, 19 96 / 50 94, 84 95',
  '24 15, 42 3, 63 7, 71 23, 61 39, 41 46 / 63 50, 76 67, 69 88, 45 98, 20 89',
  '29 4, 24 27, 19 50 / 46 53, 82 50 | 68 6, 66 50, 63 98',
  '32 5, 30 23, 28 42 / 49 37, 69 47, 75 69, 61 91, 37 97, 17 88 | 32 5, 54 5, 77 4',
  '66 2, 47 15, 31 39, 24 68, 32 91, 51 98, 69 88, 74 71, 65 58, 49 56, 34 64, 25 78',
  '17 6, 47 5, 79 5 / 63 35, 50 66, 41 98',
  '68 15, 51 3, 33 11, 34 29, 50 46, 68 64, 70 85, 52 98, 33 91, 28 74, 39 58, 56 42, 69 29, 67 13',
  '71 21, 60 6, 43 5, 29 17, 28 35, 43 46, 60 39, 71 20 / 70 50, 68 98',
] as const;

const SIZE = 0.65;

/** A path's strokes with the usual pen. */
const strokesOf = (path: string): Stroke[] =>
  parsePath(path).map((curves) => ({
    points: tracePath(curves).map(
      ([x, y]): StrokePoint =>
        onGrid({ x: 0.5 + SIZE * (x / 100 - 0.5), y: 0.5 + SIZE * (y / 100 - 0.5), pressure: 0.5 }),
    ),
    thickness: PEN_THICKNESS,
    eraser: false,
  }));

/** The strokes of each digit, 0 to 9. */
export const samples: readonly (readonly Stroke[])[] = paths.map(strokesOf);

/** Halfway between a one and a seven. */
const undecided = strokesOf('60 4, 50 98 | 60 4, 44 5');

const given = new Set([...samples.flat(), ...undecided]);

/** Whether a drawing is only what was drawn for the person. */
export const isGiven = (strokes: readonly Stroke[]): boolean => strokes.every((stroke) => given.has(stroke));

/** Replaces the drawing with a sample; undo restores it. */
export function drawSample(gesture: Gesture, digit: number | 'undecided'): void {
  const strokes = digit === 'undecided' ? undecided : samples[digit];
  if (strokes) replaceDrawing(gesture, strokes);
}
