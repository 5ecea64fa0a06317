/** The runs that lessons show, trained here on the CPU, each once. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readIdxSet } from '../../src/train/data/idx';
import { networkOf } from '../../src/workspace/network';
import type { Moment } from '../../src/workspace/training/kept';
import { networkFor } from '../../src/workspace/training/networks';
import type { Recipe } from '../../src/workspace/training/recipe';
import { setOf } from '../../src/workspace/training/sets';
import { Trainer } from '../../src/workspace/training/trainer';

const unpacked = (name: string): Uint8Array =>
  gunzipSync(readFileSync(fileURLToPath(new URL(`../../public/data/${name}.gz`, import.meta.url))));

interface Trained {
  readonly trainer: Trainer;
  readonly moments: readonly Moment[];
}

async function train(recipe: Recipe): Promise<Trained> {
  const set = readIdxSet(unpacked('mnist.images'), unpacked('mnist.labels'));
  const { trainer, opened } = await Trainer.open(recipe, setOf('mnist'), set, 'wasm');
  const later = await trainer.advance(opened.steps, Number.POSITIVE_INFINITY, recipe);
  return { trainer, moments: [...opened.first.moments, ...later.moments] };
}

const known = new Map<Recipe, Promise<Trained>>();

/** A recipe's whole run. */
export function trained(recipe: Recipe): Promise<Trained> {
  const run = known.get(recipe) ?? train(recipe);
  known.set(recipe, run);
  return run;
}

/** Of the recipe's network. */
export const parametersOf = ({ network }: Recipe): number =>
  networkOf({ spec: networkFor(network, setOf('mnist')) }).parameters;
