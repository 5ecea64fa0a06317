/** Checkpoints on disk: a run goes on from its file as if it had never stopped. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { EngineError } from '../../src/core/errors';
import { TrainingRun } from '../../src/train/loop';
import type { Schedule } from '../../src/train/schedule';
import { loadRun, saveRun } from '../../tools/train/checkpoints';
import { blobs, blobsSpec } from '../train/blobs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rate: Schedule = { kind: 'cosine', rate: 0.01, steps: 60, warmup: 0.1, end: 0 };

const start = () =>
  TrainingRun.start(createReferenceBackend(), {
    spec: blobsSpec,
    source: blobs(40, 1, 0.1),
    batch: 8,
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, decay: 0.01 },
    rate,
    seed: 3,
    smoothing: 0.1,
    average: { decay: 0.9, every: 1 },
  });

it('a run goes on from its file as if it had never stopped', async () => {
  const path = join(folder, 'deep', 'checkpoint.safetensors');
  const [whole, first, second] = [await start(), await start(), await start()];
  await whole.steps(9);
  await first.steps(6);
  saveRun(path, { checkpoint: await first.save(), settings: '{"batch":8}', rate, seconds: 1.25 });
  expect(readdirSync(join(folder, 'deep'))).toEqual(['checkpoint.safetensors']);
  const saved = loadRun(path);
  if (!saved) throw new Error('the file was just written');
  expect(saved).toMatchObject({ settings: '{"batch":8}', rate, seconds: 1.25 });
  second.restore(saved.checkpoint);
  await second.steps(3);
  expect(await second.save()).toEqual(await whole.save());
});

it('there is no run where there is no file, and a damaged file is refused', () => {
  const path = join(folder, 'checkpoint.safetensors');
  expect(loadRun(path)).toBeNull();
  writeFileSync(path, 'half a file');
  expect(() => loadRun(path)).toThrow(EngineError);
});
