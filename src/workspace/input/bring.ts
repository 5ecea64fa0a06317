/**
 * Brings a picture to the page: opens the file and takes it over as the input. A refusal is a message for the person,
 * and what was there before stays. Of several that are opened at once, the last one asked for wins.
 */

import { retract, type Session, say } from '../../store/session';
import { modelFor } from '../choices';
import { type Crop, type Gesture, wholePicture } from '../gesture';
import type { InputPipeline } from '../input';
import { type MessageCode, messageFor } from '../messages';
import { openPicture, PictureError } from '../pictureFile';
import { type GalleryId, gallery, galleryAddress } from './gallery';

export interface BringParts {
  readonly session: Session;
  readonly gesture: Gesture;
  readonly pipeline: InputPipeline;
}

/** What is known of a picture beside its file. */
export interface BroughtDetails {
  readonly crop?: Crop;
  readonly gallery?: GalleryId;
}

/** What is no longer true once a picture has been opened. */
const settledBy: readonly MessageCode[] = [
  'picture-empty',
  'picture-size',
  'picture-type',
  'picture-dimensions',
  'picture-decode',
  'picture-unreadable',
  'picture-none',
  'picture-link',
];

let asked = 0;

export async function bringPicture(
  { session, gesture, pipeline }: BringParts,
  file: Blob,
  name: string,
  { crop = wholePicture, gallery }: BroughtDetails = {},
): Promise<void> {
  asked += 1;
  const turn = asked;
  try {
    const { pixels, transparent } = await openPicture(file);
    if (turn !== asked) return;
    pipeline.picture = pixels;
    const { picture, input, model } = session.getState();
    retract(session, settledBy);
    const { width, height } = pixels;
    gesture.setState({ crop });
    session.setState({
      input: 'picture',
      // A network that was chosen for pictures on purpose is kept.
      model: input === 'draw' ? modelFor.picture : model,
      picture: {
        name,
        width,
        height,
        transparent,
        version: (picture?.version ?? 0) + 1,
        ...(gallery === undefined ? {} : { gallery }),
      },
    });
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    if (turn === asked) say(session, { level: 'error', code: error.code, values: error.values });
  }
}

/** Opens a picture of the gallery. `base` is the folder of the page's own files. */
export async function bringFromGallery(
  parts: BringParts,
  base: string,
  id: GalleryId,
  crop: Crop = gallery[id].crop,
): Promise<void> {
  try {
    const response = await fetch(galleryAddress(base, id));
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    await bringPicture(parts, await response.blob(), id, { crop, gallery: id });
  } catch (error) {
    say(parts.session, messageFor(error, 'part-load'));
  }
}

/** What a drop or a paste carried, read while its event lasts. */
export interface Carried {
  readonly files: readonly File[];
  /** Kinds of what else there is, such as `text/uri-list`. */
  readonly types: readonly string[];
}

/** Takes the first picture of a drop or a paste, and says so where there was more, or none. */
export async function bringCarried(parts: BringParts, { files, types }: Carried): Promise<void> {
  const { session } = parts;
  const file = files.find(({ type }) => type.startsWith('image/')) ?? files[0];
  if (!file) {
    const code = types.includes('text/uri-list') ? 'picture-link' : 'picture-none';
    say(session, { level: 'info', code, values: {} });
    return;
  }
  await bringPicture(parts, file, file.name);
  if (files.length > 1) {
    say(session, { level: 'info', code: 'picture-several', values: { name: file.name, count: files.length } });
  } else {
    retract(session, ['picture-several']);
  }
}
