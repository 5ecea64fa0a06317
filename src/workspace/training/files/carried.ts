/** Files that were chosen or dropped, folders included, with their paths. */
import type { NamedFile } from './opening';

/** Beyond this many files nothing is looked at. */
const MOST_FILES = 30_000;

export const named = (files: readonly File[]): readonly NamedFile[] =>
  files.slice(0, MOST_FILES).map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** The entries of a drop must be asked for during its event. */
export function droppedEntries(items: DataTransferItemList): readonly FileSystemEntry[] {
  return [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
}

// Chromium calls the classes of entries by other names.
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** The files of entries and of all folders among them; one that cannot be read is without content. */
export async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = [];
  const visit = async (entry: FileSystemEntry): Promise<void> => {
    if (files.length >= MOST_FILES) return;
    if (isFile(entry)) {
      const file = await new Promise<Blob>((resolve) => entry.file(resolve, () => resolve(new Blob())));
      files.push({ path: entry.fullPath.replace(/^\//, ''), file });
    } else if (isFolder(entry)) {
      const reader = entry.createReader();
      // A reader gives some at a time.
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) break;
        for (const each of some) await visit(each);
      }
    }
  };
  for (const entry of entries) await visit(entry);
  return files;
}
