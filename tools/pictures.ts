/**
 * Makes the gallery's files from their originals: `node tools/run.mjs tools/pictures.ts FOLDER`, where FOLDER has the
 * originals under the names below (public/pictures/README.md gives their sources). Run by hand; the results are
 * committed.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const originals = {
  cat: 'chelsea.png',
  dog: 'dog.webp',
  horse: 'horse.webp',
  moose: 'moose.webp',
  kingfisher: 'kingfisher.webp',
  coffee: 'coffee.png',
  rocket: 'rocket.jpg',
  astronaut: 'astronaut.png',
  aeroplane: 'aeroplane.jpg',
  boats: 'boats.jpg',
  flower: 'flower.jpg',
  mountains: 'mountains.jpg',
} as const;

/** Longer side in pixels: sharp on the page's cards, and enough for a network on 256 pixels. */
const SIDE = 384;

const target = fileURLToPath(new URL('../public/pictures', import.meta.url));

export async function main([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) {
    console.error('Usage: node tools/run.mjs tools/pictures.ts FOLDER');
    return 2;
  }
  for (const [name, file] of Object.entries(originals)) {
    const small = sharp(path.join(folder, file)).resize(SIDE, SIDE, { fit: 'inside' });
    const bytes = await small.webp({ quality: 72, effort: 6 }).toBuffer();
    await writeFile(path.join(target, `${name}.webp`), bytes);
    console.log(`${name}.webp: ${bytes.length} bytes`);
  }
  return 0;
}
