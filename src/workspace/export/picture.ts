/** Pictures for files: a canvas on which maps are painted in slices, with text on top. */
import { paintBands } from '../../backend/picture';
import type { Palette, Rgb, Scene } from '../../backend/types';
import { yieldEvery } from '../../core/yield';
import { css, scaleStops } from '../stage/palette';

/** The page's colours and typeface, for what surrounds the maps. */
export interface Look {
  readonly palette: Palette;
  /** Text colour and background. */
  readonly ink: Rgb;
  readonly ground: Rgb;
  /** Of lesser text, of lines, and of what is chosen. */
  readonly muted: Rgb;
  readonly line: Rgb;
  readonly accent: Rgb;
  readonly accentSoft: Rgb;
  /** CSS font families of the text. */
  readonly font: string;
}

/** A named tensor with its values; a scene's tiles refer to it by index. */
export interface NamedValues {
  readonly name: string;
  readonly values: Float32Array;
}

/** Canvas side in pixels that every browser supports. */
const LARGEST_SIDE = 8192;

/**
 * Paints a scene on a new canvas of scene.width x scene.height CSS pixels at its pixel ratio (lower if a side would
 * exceed 8,192 pixels), then lets `write` add to it in CSS pixels. Throws EngineError('shape') for a tile that shows
 * values its tensor does not have.
 */
export async function paintPicture(
  scene: Scene,
  tensors: ReadonlyMap<number, NamedValues>,
  look: Look,
  write: (context: CanvasRenderingContext2D) => void,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2-D canvas');
  const ratio = Math.min(scene.pixelRatio, LARGEST_SIDE / scene.width, LARGEST_SIDE / scene.height);
  canvas.width = Math.round(scene.width * ratio);
  canvas.height = Math.round(scene.height * ratio);
  const known = Array.from({ length: Math.max(-1, ...tensors.keys()) + 1 }, (_, id) => tensors.get(id));
  const painted = { tensors: known.map((each) => ({ name: each?.name ?? '', length: each?.values.length ?? 0 })) };
  const breathe = yieldEvery();
  for (const { width, top, bytes } of paintBands(scene, painted, (id) => known[id]?.values ?? none, look.ground)) {
    context.putImageData(new ImageData(bytes, width), 0, top);
    await breathe();
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = 'alphabetic';
  write(context);
  return blobOf(canvas);
}

const none = new Float32Array();

/** A canvas as a PNG file. Rejects if the browser cannot make one of that size. */
export function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png');
  });
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly low: string;
  readonly high: string;
}

const BAR_HEIGHT = 10;
const GAP = 8;
/** Height of a text line and of the bar, in CSS pixels. */
export const LINE = 18;

/** Draws the colour scale with the numbers at its ends; (x, y) is its top left corner, width includes the numbers. */
export function drawBar(context: CanvasRenderingContext2D, { x, y, width, low, high }: Bar, look: Look): void {
  context.font = `12px ${look.font}`;
  context.fillStyle = css(look.ink);
  const [left, right] = [context.measureText(low).width + GAP, context.measureText(high).width + GAP];
  context.textAlign = 'left';
  context.fillText(low, x, y + BAR_HEIGHT);
  context.textAlign = 'right';
  context.fillText(high, x + width, y + BAR_HEIGHT);
  const gradient = context.createLinearGradient(x + left, 0, x + width - right, 0);
  scaleStops(look.palette).forEach((colour, i, all) => {
    gradient.addColorStop(i / (all.length - 1), css(colour));
  });
  context.fillStyle = gradient;
  context.fillRect(x + left, y, width - left - right, BAR_HEIGHT);
}
