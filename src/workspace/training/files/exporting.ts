/** An own set as a zip of PNG pictures in a folder a class, which can be opened again, here or by other programs. */
import { strToU8, Zip, ZipPassThrough } from 'fflate';
import { yieldEvery } from '../../../core/yield';
import { type OwnSet, shapes } from '../own/ownSet';
import { encodePng } from './png';

/** A class's name as a folder's: no system forbids it, and no two are alike. */
export function folderNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+|[. ]+$/g, '_') || '_';
    let folder = plain;
    for (let number = 2; taken.has(folder.toLowerCase()); number++) folder = `${plain} ${number}`;
    taken.add(folder.toLowerCase());
    return folder;
  });
}

export async function zipOf({ classes, form }: OwnSet): Promise<Blob> {
  const rest = yieldEvery();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    parts.push(Uint8Array.from(data));
  });
  const folders = folderNames(classes.map(({ name }) => name));
  for (const [label, { examples }] of classes.entries()) {
    for (const [i, bytes] of examples.entries()) {
      const file = new ZipPassThrough(`${folders[label]}/${String(i + 1).padStart(5, '0')}.png`);
      zip.add(file);
      file.push(encodePng(bytes, shapes[form]), true);
      await rest();
    }
  }
  if (classes.every(({ examples }) => examples.length === 0)) {
    const file = new ZipPassThrough('empty.txt');
    zip.add(file);
    file.push(strToU8('This set has no pictures yet.\n'), true);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
