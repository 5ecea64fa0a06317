/**
 * Brings a picture to the page: opens the file and takes it over as the input. A refusal is a message for the person,
 * and what was there before stays. Of several that are opened at once, the last one asked for wins.
 */

import { type Crop, wholePicture } from '../gesture';
import type { Host } from '../host';
import { type MessageCode, messageFor } from '../messages';
import { openPicture, PictureError } from '../pictureFile';
import { type GalleryId, gallery, galleryAddress } from './gallery';
import type { Input } from './input';

type Door = Pick<Input, 'store' | 'gesture' | 'pipeline' | 'choose'>;
type Told = Pick<Host, 'say' | 'retract'>;

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

export async function bringPicture(
  { store, gesture, pipeline, choose }: Door,
  { say, retract }: Told,
  file: Blob,
  name: string,
  { crop = wholePicture, gallery }: BroughtDetails = {},
): Promise<void> {
  const turn = {};
  pipeline.opening = turn;
  try {
    const { pixels, transparent } = await openPicture(file);
    if (turn !== pipeline.opening) return;
    pipeline.picture = pixels;
    retract(settledBy);
    const { width, height } = pixels;
    gesture.setState({ crop });
    store.setState(({ picture }) => ({
      picture: {
        name,
        width,
        height,
        transparent,
        version: (picture?.version ?? 0) + 1,
        ...(gallery === undefined ? {} : { gallery }),
      },
    }));
    choose('picture');
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    if (turn === pipeline.opening) say({ level: 'error', code: error.code, values: error.values });
  }
}

/** Opens a picture of the gallery. */
export async function bringFromGallery(
  door: Door,
  { base, ...told }: Told & Pick<Host, 'base'>,
  id: GalleryId,
  crop: Crop = gallery[id].crop,
): Promise<void> {
  try {
    const response = await fetch(galleryAddress(base, id));
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    await bringPicture(door, told, await response.blob(), id, { crop, gallery: id });
  } catch (error) {
    told.say(messageFor(error, 'part-load'));
  }
}

/** What a drop or a paste carried, read while its event lasts. */
export interface Carried {
  readonly files: readonly File[];
  /** Kinds of what else there is, such as `text/uri-list`. */
  readonly types: readonly string[];
}

/** Takes the first picture of a drop or a paste, and says so where there was more, or none. */
export async function bringCarried(door: Door, told: Told, { files, types }: Carried): Promise<void> {
  const { say, retract } = told;
  const file = files.find(({ type }) => type.startsWith('image/')) ?? files[0];
  if (!file) {
    const code = types.includes('text/uri-list') ? 'picture-link' : 'picture-none';
    say({ level: 'info', code, values: {} });
    return;
  }
  await bringPicture(door, told, file, file.name);
  if (files.length > 1) {
    say({ level: 'info', code: 'picture-several', values: { name: file.name, count: files.length } });
  } else {
    retract(['picture-several']);
  }
}
