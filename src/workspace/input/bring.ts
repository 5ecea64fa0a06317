/**
 * Opens a picture as the page's input. If it is refused, the person gets a message and the previous picture stays. Of
 * several opened at once, the last request wins.
 */

import { type Crop, wholePicture } from '../gesture';
import type { Host } from '../host';
import { type MessageCode, messageFor } from '../messages';
import { openPicture, PictureError } from '../pictureFile';
import { type GalleryId, gallery, galleryAddress } from './gallery';
import type { Input } from './input';

type Door = Pick<Input, 'store' | 'gesture' | 'pipeline' | 'choose'>;
type Told = Pick<Host, 'say' | 'retract'>;

/** What is known about a picture besides its file. */
export interface BroughtDetails {
  readonly crop?: Crop;
  readonly gallery?: GalleryId;
}

/** Messages that no longer apply once a picture has been opened. */
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

/** Opens a gallery picture. */
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

/** The content of a drop or paste, read during its event. */
export interface Carried {
  readonly files: readonly File[];
  /** Other types offered, such as `text/uri-list`. */
  readonly types: readonly string[];
}

/** Opens the first picture of a drop or paste, with a message if there were more, or none. */
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
