/**
 * The folder of the data sets for training and some tests. They are not part of the project, which builds and passes
 * its tests without them.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The data folder, whether or not it exists: $CNN_DATA, else ../shared/data. */
export function dataFolder() {
  return process.env.CNN_DATA || fileURLToPath(new URL(path.posix.join('..', '..', 'shared', 'data'), import.meta.url));
}

export function hasData() {
  return existsSync(dataFolder());
}
