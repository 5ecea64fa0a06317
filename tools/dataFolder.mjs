/**
 * Where the data sets for training and for some tests lie. They are not part of the project, which builds and passes
 * its tests without them.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder that holds the data sets, whether or not it is there: $CNN_DATA, else ../shared/data. */
export function dataFolder() {
  return process.env.CNN_DATA || fileURLToPath(new URL(path.posix.join('..', '..', 'shared', 'data'), import.meta.url));
}

export function hasData() {
  return existsSync(dataFolder());
}
