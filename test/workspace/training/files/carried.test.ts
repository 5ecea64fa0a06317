/** Folders that are dropped: every file in them, however deep and however many a reader gives at a time. */
import { expect, test } from 'vitest';
import { filesIn } from '../../../../src/workspace/training/files/carried';

type Tree = { readonly [name: string]: Tree | string | null };

const filesystem = {} as FileSystem;
const none = (): void => {};

/** A file by its text, null for one that cannot be read; a folder whose reader gives two entries at a time. */
function entry(name: string, tree: Tree | string | null, above = ''): FileSystemEntry {
  const fullPath = `${above}/${name}`;
  const common = { name, fullPath, filesystem, getParent: none };
  if (tree === null || typeof tree === 'string') {
    const file: FileSystemFileEntry = {
      ...{ ...common, isFile: true, isDirectory: false },
      file: (give, refuse) =>
        tree === null ? refuse?.(new DOMException('gone', 'NotFoundError')) : give(new File([tree], name)),
    };
    return file;
  }
  const folder: FileSystemDirectoryEntry = {
    ...{ ...common, isFile: false, isDirectory: true, getFile: none, getDirectory: none },
    createReader() {
      const left = Object.entries(tree).map(([each, below]) => entry(each, below, fullPath));
      return { readEntries: (give) => give(left.splice(0, 2)) };
    },
  };
  return folder;
}

test('all files of a dropped folder are found with their paths', async () => {
  const found = await filesIn([
    entry('pets', { cat: { a: '1', b: '22', deep: { c: '333' } }, dog: { d: '4', e: null, f: '5' }, empty: {} }),
    entry('alone.png', '6'),
  ]);
  expect(found.map(({ path, file }) => [path, file.size])).toEqual([
    ['pets/cat/a', 1],
    ['pets/cat/b', 2],
    ['pets/cat/deep/c', 3],
    ['pets/dog/d', 1],
    ['pets/dog/e', 0],
    ['pets/dog/f', 1],
    ['alone.png', 1],
  ]);
});
