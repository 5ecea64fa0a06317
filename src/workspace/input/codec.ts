/**
 * The input in an address: `input=draw|picture|camera` if it is not the model's default, `picture=cat` for a gallery
 * picture, `crop=0.45+0.25+2` (its centre across and down as shares of the picture, and its zoom),
 * `off=centring+normalising` (preprocessing steps turned off), `draw=...` (drawing.ts). A person's own picture is not
 * included.
 */
import type { AddressCodec } from '../address/codec';
import { inputNames } from '../address/names';
import { listText, numberText, readList, readNumber } from '../address/text';
import { type InputKind, inputKinds, isChoice, preprocessingSteps } from '../choices';
import { type Crop, type Stroke, wholePicture } from '../gesture';
import { MOST_ZOOM, placed } from './cropping';
import { drawingText, readDrawing } from './drawing';
import { type GalleryId, gallery, galleryIds } from './gallery';
import type { InputState } from './input';

export interface LinkedInput {
  readonly input: InputKind;
  /** The gallery picture shown, or null. */
  readonly picture: GalleryId | null;
  readonly crop: Crop;
  readonly steps: InputState['steps'];
  readonly strokes: readonly Stroke[];
}

const sameCrop = (a: Crop, b: Crop): boolean => cropText(a) === cropText(b);
const cropText = ({ centre, zoom }: Crop): string =>
  listText([...centre, zoom].map((value) => numberText(value, 4))) ?? '';

function readCrop(text: string | null): Crop | null {
  const [across, down, zoomed, ...others] = (text ?? '').split(' ');
  const [x, y, zoom] = [readNumber(across, 0, 1), readNumber(down, 0, 1), readNumber(zoomed, 1, MOST_ZOOM)];
  return x === null || y === null || zoom === null || others.length > 0 ? null : placed({ centre: [x, y], zoom });
}

/** `usual` is the model's default input. Fields that an address omits are left out. */
export const inputCodec = (usual: InputKind): AddressCodec<LinkedInput> => ({
  names: inputNames,
  long: ['draw'],
  read(parameters, lose) {
    const asked = parameters.get('input');
    const input = isChoice(inputKinds, asked) ? asked : usual;
    const named = parameters.get('picture');
    const picture = input === 'picture' && isChoice(galleryIds, named) ? named : null;
    const crop = picture || input === 'camera' ? readCrop(parameters.get('crop')) : null;
    const off = readList(parameters.get('off'));
    const drawn = parameters.get('draw');
    const strokes = readDrawing(drawn);
    if (drawn !== null && !strokes) lose?.('drawing');
    const steps = { cropping: true, boxing: true, centring: true, averaging: true, inking: true, normalising: true };
    for (const step of preprocessingSteps) steps[step] = !off.includes(step);
    return {
      ...(input === asked ? { input } : {}),
      ...(picture ? { picture } : {}),
      ...(crop ? { crop } : {}),
      ...(preprocessingSteps.some((step) => !steps[step]) ? { steps } : {}),
      ...(strokes ? { strokes } : {}),
    };
  },
  write({ input, picture, crop, steps, strokes }, lose) {
    const shown = input === 'picture' ? picture : null;
    const usualCrop = shown ? gallery[shown].crop : wholePicture;
    const isTold = (shown || input === 'camera') && !sameCrop(crop, usualCrop);
    const draw = drawingText(strokes);
    if (draw === null && strokes.length > 0) lose?.('drawing');
    return {
      input: input === usual ? null : input,
      picture: shown,
      crop: isTold ? cropText(crop) : null,
      off: listText(preprocessingSteps.filter((step) => !steps[step])),
      draw,
    };
  },
});
