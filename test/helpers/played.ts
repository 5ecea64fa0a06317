/** A layer of a small network computed by the reference engine and swept over: what its steps must be written as. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { checkModel, type ModelNode, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import type { Product, Term } from '../../src/layers/explain';
import { progress, type Step } from '../../src/workspace/player/figures';
import { type PlayerSource, readSweep } from '../../src/workspace/player/source';
import { sweepOf } from '../../src/workspace/player/sweep';
import { randomInput, randomWeights } from './digitsNet';

export const RUNS = { numRuns: 60 };

/** A network of a few layers on the engine, with the sweep over one map of one of them, and its values. */
export async function played(
  nodes: readonly ModelNode[],
  shape: readonly [number, number, number],
  node: string,
  channel: number,
) {
  const spec = checkModel({ name: 'test', input: { shape }, nodes, output: nodes.at(-1)?.id });
  const [model, plan] = [resolveModel(spec, 1), planModel(spec)];
  const program = await createReferenceBackend().load(plan, randomWeights(plan));
  program.write(
    plan.input,
    randomInput(plan).map((value, i) => (i % 3 === 0 ? -value : value)),
  );
  await program.run();
  const source: PlayerSource = {
    model,
    plan,
    reader: { read: (tensors) => Promise.all(tensors.map((tensor) => program.read(tensor))) },
    frames: { subscribe: () => () => {} },
    inputScale: [],
    inputColour: 'gray',
  };
  const sweep = sweepOf(model, node, channel) ?? expect.fail('no sweep');
  const values = (await readSweep(source, sweep)) ?? expect.fail('no values');
  return { sweep, values };
}

export const isProduct = (term: Term | Product): term is Product => 'weight' in term;
export const units = (text: string, decimals: number): number =>
  Math.round(Number(text.replace('−', '-')) * 10 ** decimals);
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What is written is the engine's result, digit by digit, and what is written before it adds up to it. */
export function expectWritten(step: Step, output: number, activated: number | null, added: boolean): void {
  const { decimals, texts, adds, sumTexts, sums, resultText, activatedText, phases } = step;
  expect(step.result).toBe(output);
  expect(step.activated).toBe(activated);
  if (decimals === null) return;
  const unit = 10 ** -decimals;
  expect(Math.abs(Number(resultText.replace('−', '-')) - output)).toBeLessThanOrEqual(0.5000001 * unit);
  if (activated !== null) {
    expect(Math.abs(Number(activatedText.replace('−', '-')) - activated)).toBeLessThanOrEqual(0.5000001 * unit);
  }
  if (!added) return;
  texts.forEach((each, part) => {
    expect(sum(each.map((text) => units(text, decimals)))).toBe(units(sumTexts[part] ?? '', decimals));
    each.forEach((text, k) => {
      expect(Math.abs(Number(text.replace('−', '-')) - (adds[part]?.[k] ?? Number.NaN))).toBeLessThan(2 * unit);
    });
    expect(Math.abs(Number(sumTexts[part]?.replace('−', '-')) - (sums[part] ?? 0))).toBeLessThan(2 * unit);
  });
  // Phase by phase, the sum so far is the sum of what has been written.
  const flat = texts.flat().map((text) => units(text, decimals));
  for (const [k] of phases.entries()) {
    const { done } = progress(phases, k + 1);
    expect(units(step.soFar(done).text, decimals)).toBe(sum(flat.slice(0, done)));
  }
  expect(progress(phases, phases.length).done).toBe(flat.length);
}

/** Rows and columns of a map. */
export const sizes = fc.tuple(fc.integer({ min: 9, max: 15 }), fc.integer({ min: 9, max: 15 }));
