/** Checkpoints of a training run, as safetensors files under build/train/<model>/, which git ignores. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Weights } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from '../../src/formats/safetensors';
import type { Checkpoint } from '../../src/train/loop';
import { checkSchedule, type Schedule } from '../../src/train/schedule';

export interface SavedRun {
  readonly checkpoint: Checkpoint;
  /** What must match to resume the run (recipe, data). */
  readonly settings: string;
  readonly rate: Schedule;
  /** Seconds trained so far. */
  readonly seconds: number;
}

const groups = ['run', 'average'] as const;
type Group = (typeof groups)[number];

/** Writes a draft and renames it, so that a killed run leaves the last checkpoint intact. */
export function writeWhole(path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
}

export function saveRun(path: string, { checkpoint, settings, rate, seconds }: SavedRun): void {
  const named: Record<Group, Weights> = { run: checkpoint.tensors, average: checkpoint.averaged };
  const tensors = new Map<string, StoredTensor>();
  for (const group of groups) {
    for (const [name, values] of named[group]) tensors.set(`${group}/${name}`, { shape: [values.length], values });
  }
  const { step, seed, averageUpdates } = checkpoint;
  const metadata = new Map(
    Object.entries({ step, seed, averageUpdates, seconds, settings, rate: JSON.stringify(rate) }).map(
      ([key, value]) => [key, String(value)],
    ),
  );
  writeWhole(path, encodeSafetensors({ tensors, metadata }));
}

/** The run saved at a path; null if there is none. Throws EngineError('file') if it is damaged. */
export function loadRun(path: string): SavedRun | null {
  if (!existsSync(path)) return null;
  const { tensors, metadata } = decodeSafetensors(readFileSync(path));
  const group = (name: Group): Map<string, Float32Array> =>
    new Map(
      [...tensors]
        .filter(([key]) => key.startsWith(`${name}/`))
        .map(([key, { values }]) => [key.slice(name.length + 1), values]),
    );
  const number = (key: string): number => {
    const value = Number(metadata.get(key) ?? Number.NaN);
    if (!Number.isFinite(value)) throw new EngineError('file', `${path}: the checkpoint has no ${key}`);
    return value;
  };
  let rate: Schedule;
  try {
    rate = JSON.parse(metadata.get('rate') ?? '');
    checkSchedule(rate);
  } catch {
    throw new EngineError('file', `${path}: the checkpoint has no learning rate`);
  }
  return {
    checkpoint: {
      tensors: group('run'),
      averaged: group('average'),
      averageUpdates: number('averageUpdates'),
      step: number('step'),
      seed: number('seed'),
    },
    settings: metadata.get('settings') ?? '',
    rate,
    seconds: number('seconds'),
  };
}
