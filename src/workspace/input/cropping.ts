/**
 * Moving and zooming the crop that the network looks at: it stays within the picture, and zooming keeps the point under
 * the pointer fixed. Points are shares of the picture, across and down.
 */
import type { Rect } from '../../vision/digit';
import { cropFor } from '../../vision/picture';
import type { Crop } from '../gesture';

export type Point = readonly [x: number, y: number];

/** The size of the picture, and the height and width the network reads. */
export interface Cropped {
  readonly picture: { readonly width: number; readonly height: number };
  readonly size: readonly [height: number, width: number];
}

export const MOST_ZOOM = 8;

/** The crop as shares of the picture. */
export function cropRect({ picture, size }: Cropped, { centre, zoom }: Crop): Rect {
  const { x, y, width, height } = cropFor(picture, size, centre, zoom);
  return {
    x: x / picture.width,
    y: y / picture.height,
    width: width / picture.width,
    height: height / picture.height,
  };
}

/** The crop with its centre moved to where it can be, so that a crop dragged past an edge moves back at once. */
export function settled(cropped: Cropped, crop: Crop): Crop {
  const { x, y, width, height } = cropRect(cropped, crop);
  return { ...crop, centre: [x + width / 2, y + height / 2] };
}

/** The crop moved to another centre, within the picture. */
export const centredAt = (cropped: Cropped, crop: Crop, centre: Point): Crop => settled(cropped, { ...crop, centre });

/** Another zoom (1 to MOST_ZOOM) that keeps `at` fixed as far as the picture's edges allow. */
export function zoomedAt(cropped: Cropped, crop: Crop, zoom: number, at: Point): Crop {
  const before = cropRect(cropped, crop);
  const next = { ...crop, zoom: Math.min(MOST_ZOOM, Math.max(1, zoom)) };
  const { width, height } = cropRect(cropped, next);
  const [x, y] = at;
  const centre: Point = [
    x - ((x - before.x) * width) / before.width + width / 2,
    y - ((y - before.y) * height) / before.height + height / 2,
  ];
  return centredAt(cropped, next, centre);
}

/** Whether a point is inside the crop. */
export function isWithin(cropped: Cropped, crop: Crop, [x, y]: Point): boolean {
  const rect = cropRect(cropped, crop);
  return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
}

const rounded = (value: number): number => Math.round(1e4 * value) / 1e4;

/** The crop rounded to a ten-thousandth of the picture: finer than visible, and short in an address. */
export const placed = ({ centre: [x, y], zoom }: Crop): Crop => ({
  centre: [rounded(x), rounded(y)],
  zoom: rounded(zoom),
});
