/**
 * The input pipeline: from the person's input (strokes, or a picture and its crop) to the network's input tensor. It
 * holds the pixels, which no store does.
 */

import { cropFor, type Pixels } from '../../vision/picture';
import {
  type Given,
  normalise,
  type Prepared,
  Preparer,
  type Preprocessing,
  type Switches,
} from '../../vision/preprocessing';
import { type Stroke, StrokeRaster } from '../../vision/strokes';
import type { InputKind, PreprocessingStep } from '../choices';
import { type Crop, wholePicture } from '../gesture';

/** Side of the square on which strokes are rasterised: eight pixels per pixel of the digits network. */
const PAD_SIDE = 224;

/** Which steps are on; without cropping, the network gets the largest centred part. */
export type StepSwitches = Switches & { readonly [S in PreprocessingStep]?: boolean };

export interface InputRequest {
  readonly input: InputKind;
  readonly strokes: readonly Stroke[];
  readonly crop: Crop;
  readonly preprocessing: Preprocessing;
  readonly switches: StepSwitches;
}

/** The network's input and the steps that led to it; `prepared` is null if there is nothing to see. */
export interface NetworkInput {
  readonly tensor: Float32Array;
  readonly prepared: Prepared | null;
  /** Nothing was seen in a photo but a trace of something small. */
  readonly isTrace: boolean;
}

export class InputPipeline {
  /** The opened picture, or null. */
  picture: Pixels | null = null;
  /** The latest picture being opened. */
  opening: object | null = null;
  /** The camera's current crop, while a camera is open. */
  live: ((crop: Crop, size: Preprocessing['size']) => Pixels | null) | null = null;
  /** The network's last input. */
  current: NetworkInput | null = null;
  private readonly rasters = new Map<number, StrokeRaster>();
  private readonly preparer = new Preparer();
  private last: { readonly given: Given | null; readonly request: InputRequest } | null = null;

  prepare(request: InputRequest): NetworkInput {
    const given = this.takeUp(request);
    this.last = { given, request };
    this.current = this.inputOf(given, request);
    return this.current;
  }

  /**
   * The same for a network other than the page's, leaving no state behind. A drawing is rasterised at the requested
   * size, if that is larger than the page's networks need.
   */
  prepareOther(request: InputRequest): NetworkInput {
    return this.inputOf(this.takeUp(request, Math.max(PAD_SIDE, ...request.preprocessing.size)), request);
  }

  private inputOf(given: Given | null, { preprocessing, switches }: InputRequest): NetworkInput {
    const prepared = given && this.preparer.prepare(preprocessing, given, switches);
    const isTrace = given !== null && this.preparer.isTrace;
    return { tensor: prepared?.tensor ?? blank(preprocessing, switches), prepared, isTrace };
  }

  /** The network's input for the same drawing or picture under other switches; null if there is none. */
  otherwise(switches: StepSwitches): Float32Array | null {
    const { last } = this;
    if (!last) return null;
    const { request } = last;
    const isSamePart = isCropping(switches) === isCropping(request.switches);
    const given = isSamePart ? last.given : this.takeUp({ ...request, switches });
    return (given && this.preparer.prepare(request.preprocessing, given, switches)?.tensor) ?? null;
  }

  private takeUp(
    { input, strokes, crop: chosen, preprocessing, switches }: InputRequest,
    side = PAD_SIDE,
  ): Given | null {
    const crop = isCropping(switches) ? chosen : wholePicture;
    if (input === 'draw') return { kind: 'drawing', ink: this.raster(side).draw(strokes) };
    if (input === 'camera') {
      const pixels = this.live?.(crop, preprocessing.size);
      return pixels ? { kind: 'picture', pixels } : null;
    }
    const { picture } = this;
    if (!picture) return null;
    return {
      kind: 'picture',
      pixels: picture,
      crop: cropFor(picture, preprocessing.size, crop.centre, crop.zoom),
    };
  }

  private raster(side: number): StrokeRaster {
    const known = this.rasters.get(side) ?? new StrokeRaster(side);
    this.rasters.set(side, known);
    return known;
  }
}

/** Values of one plane or of all channels, as `count` values: a single plane is repeated for every channel. */
export function inAllChannels(values: Float32Array, count: number): Float32Array {
  if (values.length === count) return values;
  const all = new Float32Array(count);
  for (let at = 0; at < count; at += values.length) all.set(values, at);
  return all;
}

const isCropping = ({ cropping = true }: StepSwitches): boolean => cropping;

/** The network's input for an empty pad: all zeros before normalisation. */
function blank(preprocessing: Preprocessing, { normalising }: Switches): Float32Array {
  const [height, width] = preprocessing.size;
  const tensor = new Float32Array(preprocessing.mean.length * height * width);
  if (normalising !== false) normalise(tensor, 0, height * width, preprocessing);
  return tensor;
}
