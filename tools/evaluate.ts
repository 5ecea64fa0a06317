/**
 * Measures a shipped model on its test pictures: `npm run evaluate -- digits|objects [--backend wasm|reference|webgpu]
 * [--threads T] [--limit PICTURES]`. Prints `accuracy 99.41 %`, each class, the confusion matrix and the calibration;
 * for digits also the accuracy on distorted test pictures. Node has no WebGPU, so that backend runs in a headless
 * browser.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EngineError } from '../src/core/errors';
import { decodeModel } from '../src/formats/model';
import { planModel } from '../src/graph/plan';
import { evaluate, type Runnable } from '../src/train/evaluate';
import { subset } from '../src/train/samples';
import { openRemote } from './evaluate/remote';
import { openBackend } from './train/backend';
import { distortedTests } from './train/distortions';
import { isRecipeName, recipes, sourcesOf } from './train/recipes';
import { percent, reportText } from './train/report';

const BATCH = 100;

interface OpenProgram {
  readonly program: Runnable;
  readonly name: string;
  readonly detail: string;
  close(): Promise<void>;
}

/** A model file on a backend: in Node, or for WebGPU in a browser. */
async function openProgram(name: string, bytes: Uint8Array, threads: number | undefined): Promise<OpenProgram> {
  if (name === 'webgpu') {
    const remote = await openRemote(bytes, BATCH);
    return { program: remote, name, detail: remote.detail, close: () => remote.close() };
  }
  const { spec, weights } = decodeModel(bytes);
  const backend = await openBackend(name, threads);
  const program = await backend.load(planModel(spec, { batch: BATCH }), weights);
  const close = async (): Promise<void> => {
    program.dispose();
    backend.dispose();
  };
  return { program, ...backend.info, close };
}

export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      backend: { type: 'string', default: 'wasm' },
      threads: { type: 'string' },
      limit: { type: 'string' },
    },
  });
  const [name] = positionals;
  if (!isRecipeName(name)) {
    throw new EngineError('attribute', 'which model to evaluate', {
      expected: Object.keys(recipes).join(' or '),
      got: name ?? 'nothing',
    });
  }
  const file = join(fileURLToPath(new URL('..', import.meta.url)), 'public', 'models', `${name}.safetensors`);
  const bytes = readFileSync(file);
  const { spec } = decodeModel(bytes);
  const threads = values.threads === undefined ? undefined : Number(values.threads);
  const { program, name: backend, detail, close } = await openProgram(values.backend, bytes, threads);
  const { test, testSet } = await sourcesOf(recipes[name]);
  const limit = Math.min(test.count, Number(values.limit ?? test.count));
  const indices = Array.from({ length: limit }, (_, i) => i);
  try {
    const started = performance.now();
    const result = await evaluate(program, subset(test, indices));
    const seconds = (performance.now() - started) / 1000;
    console.log(reportText(result, spec.labels));
    console.log(`\n${backend} (${detail}): ${Math.round(limit / seconds)} pictures a second`);
    if (name === 'digits') {
      console.log('\ndrawn otherwise');
      for (const { what, source } of distortedTests(testSet, spec)) {
        console.log(`${percent((await evaluate(program, subset(source, indices))).accuracy).padStart(9)}  ${what}`);
      }
    }
  } finally {
    await close();
  }
  return 0;
}
