/**
 * What the network is given, as an address says it: `input=draw|picture|camera` where it is not what the model is for,
 * `picture=cat` of the gallery, `crop=0.45+0.25+2` (its centre across and down as shares of the picture, its zoom),
 * `off=centring+normalising` (steps of preprocessing), `draw=...` (drawing.ts). A person's own picture is not told.
 */
import { type InputKind, inputKinds, isChoice, preprocessingSteps } from '../../workspace/choices';
import { type Crop, type Stroke, wholePicture } from '../../workspace/gesture';
import { MOST_ZOOM, placed } from '../../workspace/input/cropping';
import { type GalleryId, gallery, galleryIds } from '../../workspace/input/gallery';
import type { InputState } from '../../workspace/input/input';
import { drawingText, readDrawing } from './drawing';
import { listText, numberText, readList, readNumber } from './list';

export interface LinkedInput {
  readonly input: InputKind;
  /** The picture of the gallery that is shown, or null. */
  readonly picture: GalleryId | null;
  readonly crop: Crop;
  readonly steps: InputState['steps'];
  readonly strokes: readonly Stroke[];
}

/** In the order in which an address has them: the longest comes last. */
export const inputNames = ['input', 'picture', 'crop', 'off', 'draw'] as const;

const sameCrop = (a: Crop, b: Crop): boolean => cropText(a) === cropText(b);
const cropText = ({ centre, zoom }: Crop): string =>
  listText([...centre, zoom].map((value) => numberText(value, 4))) ?? '';

function readCrop(text: string | null): Crop | null {
  const [across, down, zoomed, ...others] = (text ?? '').split(' ');
  const [x, y, zoom] = [readNumber(across, 0, 1), readNumber(down, 0, 1), readNumber(zoomed, 1, MOST_ZOOM)];
  return x === null || y === null || zoom === null || others.length > 0 ? null : placed({ centre: [x, y], zoom });
}

/** What an address asks for; what it does not say is left out. `usual` is what the model is opened with. */
export function readInput(parameters: URLSearchParams, usual: InputKind): Partial<LinkedInput> {
  const asked = parameters.get('input');
  const input = isChoice(inputKinds, asked) ? asked : usual;
  const named = parameters.get('picture');
  const picture = input === 'picture' && isChoice(galleryIds, named) ? named : null;
  const crop = picture || input === 'camera' ? readCrop(parameters.get('crop')) : null;
  const off = readList(parameters.get('off'));
  const strokes = readDrawing(parameters.get('draw'));
  const steps = { cropping: true, boxing: true, centring: true, averaging: true, inking: true, normalising: true };
  for (const step of preprocessingSteps) steps[step] = !off.includes(step);
  return {
    ...(input === asked ? { input } : {}),
    ...(picture ? { picture } : {}),
    ...(crop ? { crop } : {}),
    ...(preprocessingSteps.some((step) => !steps[step]) ? { steps } : {}),
    ...(strokes ? { strokes } : {}),
  };
}

/** Each parameter's text, or null where nothing need be said. */
export function writeInput(
  { input, picture, crop, steps, strokes }: LinkedInput,
  usual: InputKind,
): { readonly [N in (typeof inputNames)[number]]: string | null } {
  const shown = input === 'picture' ? picture : null;
  const usualCrop = shown ? gallery[shown].crop : wholePicture;
  const isTold = (shown || input === 'camera') && !sameCrop(crop, usualCrop);
  return {
    input: input === usual ? null : input,
    picture: shown,
    crop: isTold ? cropText(crop) : null,
    off: listText(preprocessingSteps.filter((step) => !steps[step])),
    draw: drawingText(strokes),
  };
}
