/** Decodes picture files to small pictures, in a worker as on the page. Throws PictureError. */
import type { Pixels } from '../../../vision/picture';
import { checkPicture, PictureError } from '../../pictureFile';

/** The longer side kept: a few times that of the largest set. */
const KEPT = 128;
const START = 256 * 1024;

function contextOf(width: number, height: number) {
  if (typeof OffscreenCanvas !== 'undefined') {
    return new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  }
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true });
}

export async function decodeSmall(file: Blob): Promise<Pixels> {
  const { size } = checkPicture(file.size, new Uint8Array(await file.slice(0, START).arrayBuffer()));
  const shrink = size ? Math.min(1, KEPT / Math.max(size.width, size.height)) : 1;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, {
      imageOrientation: 'from-image',
      ...(size && shrink < 1
        ? { resizeWidth: Math.max(1, Math.round(size.width * shrink)), resizeQuality: 'high' as const }
        : {}),
    });
  } catch {
    throw new PictureError('picture-decode');
  }
  try {
    const scale = Math.min(1, KEPT / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
    const context = contextOf(width ?? 1, height ?? 1);
    if (!context) throw new PictureError('picture-decode');
    context.drawImage(bitmap, 0, 0, width ?? 1, height ?? 1);
    const { data } = context.getImageData(0, 0, width ?? 1, height ?? 1);
    return { data, width: width ?? 1, height: height ?? 1 };
  } finally {
    bitmap.close();
  }
}
