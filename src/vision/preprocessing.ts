/**
 * How a drawing or photo becomes a model's input tensor: the JSON that a ModelSpec carries, and the one function that
 * applies it to either. Normalisation is (value - mean) / deviation per channel, of values 0..1.
 */
import { EngineError } from '../core/errors';
import { DigitPreprocessor, type DigitSteps, type Ink, type Rect } from './digit';
import { photoInk } from './photoInk';
import { cropFor, luma, type Pixels, samplePicture } from './picture';

// Type aliases, not interfaces: only aliases are assignable to the plain JSON of ModelSpec's preprocessing.

type Normalisation = {
  /** Height and width of the input. */
  readonly size: readonly [height: number, width: number];
  /** One mean and one standard deviation per channel, of values 0..1. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
};

/** Light ink on black, boxed and centred like MNIST: one channel. */
export type DrawingPreprocessing = Normalisation & {
  readonly kind: 'drawing';
  /** Longer side of the ink after scaling. */
  readonly box: number;
};

/** A cropped and scaled photo: three channels (red, green, blue), or one (luma). */
export type PicturePreprocessing = Normalisation & { readonly kind: 'picture' };

export type Preprocessing = DrawingPreprocessing | PicturePreprocessing;

const LARGEST = 4096;

/** Validates a file's preprocessing. Throws EngineError('file') naming the field, what it needs and what it is. */
export function checkPreprocessing(value: unknown): Preprocessing {
  if (typeof value !== 'object' || value === null) fail('preprocessing', 'an object', value);
  const { kind, size, mean, deviation, box } = value as { readonly [key: string]: unknown };
  if (kind !== 'drawing' && kind !== 'picture') fail('kind', '"drawing" or "picture"', kind);
  const sides = numbers(size, 'size');
  const [height, width] = sides;
  const isSide = (side: number): boolean => Number.isInteger(side) && side > 0 && side <= LARGEST;
  if (height === undefined || width === undefined || sides.length !== 2 || !sides.every(isSide)) {
    fail('size', `height and width of 1 to ${LARGEST}`, size);
  }
  const means = numbers(mean, 'mean');
  const deviations = numbers(deviation, 'deviation');
  const channels = kind === 'drawing' ? [1] : [1, 3];
  if (!channels.includes(means.length)) fail('mean', `${channels.join(' or ')} numbers`, mean);
  if (deviations.length !== means.length) fail('deviation', `${means.length} numbers`, deviation);
  if (!deviations.every((d) => d > 0)) fail('deviation', 'numbers above 0', deviation);
  const common = { size: [height, width] as const, mean: means, deviation: deviations };
  if (kind === 'picture') return { kind, ...common };
  if (typeof box !== 'number' || !(box > 0 && box <= Math.min(height, width))) {
    fail('box', `a number above 0, at most ${Math.min(height, width)}`, box);
  }
  return { kind, box, ...common };
}

function numbers(value: unknown, field: string): number[] {
  if (!Array.isArray(value)) fail(field, 'a list of numbers', value);
  return value.map((item) =>
    typeof item === 'number' && Number.isFinite(item) ? item : fail(field, 'numbers', value),
  );
}

function fail(field: string, expected: string, got: unknown): never {
  throw new EngineError('file', `preprocessing: ${field}`, { expected, got: JSON.stringify(got) ?? 'nothing' });
}

/** Normalises `mean.length` planes of `plane` values at `at`, in place. */
export function normalise(
  values: Float32Array,
  at: number,
  plane: number,
  { mean, deviation }: Pick<Normalisation, 'mean' | 'deviation'>,
): void {
  for (let c = 0; c < mean.length; c++) {
    const shift = mean[c] as number;
    const scale = 1 / (deviation[c] as number);
    if (shift === 0 && scale === 1) continue;
    const start = at + c * plane;
    for (let i = start; i < start + plane; i++) values[i] = ((values[i] as number) - shift) * scale;
  }
}

/** What the user supplied: a drawing on the pad, or a photo and its crop. */
export type Given =
  | { readonly kind: 'drawing'; readonly ink: Ink }
  | { readonly kind: 'picture'; readonly pixels: Pixels; readonly crop?: Rect };

/** Which steps are on; all by default. */
export interface Switches {
  readonly boxing?: boolean;
  readonly centring?: boolean;
  readonly inking?: boolean;
  /** Off: sample the point at a pixel's centre instead of averaging the area it covers. */
  readonly averaging?: boolean;
  readonly normalising?: boolean;
}

export interface Prepared {
  /** Channels x height x width, normalised: the model's input. */
  readonly tensor: Float32Array;
  /** The same before normalisation, 0..1, for display. */
  readonly seen: Float32Array;
  /** For a model of drawings: each step as a picture. */
  readonly steps?: DigitSteps;
  /** For a photo: the crop used. */
  readonly crop?: Rect;
  /** For a photo given to a model of drawings: light and dark were swapped. */
  readonly inverted?: boolean;
}

/** Turns a drawing or photo into a model's input. Null when there is nothing to see: an empty pad, a blank photo. */
export const prepare = (preprocessing: Preprocessing, given: Given, switches: Switches = {}): Prepared | null =>
  new Preparer().prepare(preprocessing, given, switches);

/** Makes a series of inputs as `prepare` does, reusing the digit preprocessors and their scratch. */
export class Preparer {
  private readonly digits = new Map<string, DigitPreprocessor>();
  /** There was no drawing in the last photo, but a trace of something small. */
  isTrace = false;

  prepare(preprocessing: Preprocessing, given: Given, switches: Switches = {}): Prepared | null {
    this.isTrace = false;
    const prepared =
      preprocessing.kind === 'drawing'
        ? this.prepareDrawing(this.digitsFor(preprocessing, switches), given)
        : preparePicture(preprocessing, given, switches);
    if (prepared === null) return null;
    const tensor = prepared.seen.slice();
    const [height, width] = preprocessing.size;
    if (switches.normalising !== false) normalise(tensor, 0, height * width, preprocessing);
    return { ...prepared, tensor };
  }

  private digitsFor(
    { size, box }: DrawingPreprocessing,
    { boxing = true, centring = true, inking = true, averaging = true }: Switches,
  ): DigitPreprocessor {
    const key = [...size, box, boxing, centring, inking, averaging].join();
    const known = this.digits.get(key) ?? new DigitPreprocessor({ size, box, boxing, centring, inking, averaging });
    this.digits.set(key, known);
    return known;
  }

  private prepareDrawing(preprocessor: DigitPreprocessor, given: Given): Omit<Prepared, 'tensor'> | null {
    if (given.kind === 'drawing') {
      const steps = preprocessor.steps(given.ink);
      return steps && { seen: steps.centred.image, steps };
    }
    const crop = given.crop ?? cropFor(given.pixels, preprocessor.options.size);
    const ink = photoInk(given.pixels, crop);
    this.isTrace = ink.isTrace;
    const steps = preprocessor.steps(ink);
    return steps && { seen: steps.centred.image, steps, crop, inverted: ink.inverted };
  }
}

function preparePicture(
  { size, mean }: PicturePreprocessing,
  given: Given,
  { averaging = true }: Switches,
): Omit<Prepared, 'tensor'> | null {
  const pixels = given.kind === 'picture' ? given.pixels : inkPixels(given.ink);
  if (pixels === null) return null;
  const crop = (given.kind === 'picture' ? given.crop : undefined) ?? cropFor(pixels, size);
  const plane = size[0] * size[1];
  const planes = new Float32Array(3 * plane);
  samplePicture(pixels, crop, size, planes, 0, averaging ? 'catmull-rom' : 'nearest');
  return { seen: mean.length === 3 ? planes : luma(planes, plane), crop };
}

/** A drawing as a picture: black ink on white paper. Null when there is no ink. */
export function inkPixels({ data, width, height }: Ink): Pixels | null {
  if (!data.some((value) => value > 0)) return null;
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const value = 255 * (1 - (data[i] as number));
    pixels.fill(value, 4 * i, 4 * i + 3);
    pixels[4 * i + 3] = 255;
  }
  return { data: pixels, width, height };
}
