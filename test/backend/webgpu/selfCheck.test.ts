/** The start-up self-check covers every shader that a network runs, whichever form its kernels take on an adapter. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import type { Plan } from '../../../src/backend/types';
import { passesOf } from '../../../src/backend/webgpu/passes';
import { casesOf, checksFor } from '../../../src/backend/webgpu/selfCheck';
import { decodeModel } from '../../../src/formats/model';
import { sampleCalls } from '../../../src/graph/alone';
import { planModel } from '../../../src/graph/plan';
import { type KernelName, kernels } from '../../../src/kernels';
import type { Target } from '../../../src/kernels/kernel';
import { squeezeNet } from '../../helpers/squeezeNet';

const shipped = (name: string) =>
  decodeModel(readFileSync(new URL(`../../../public/models/${name}.safetensors`, import.meta.url))).spec;
const train = { optimiser: 'adamw', clips: true } as const;

const plans: readonly { readonly name: string; readonly plan: Plan }[] = [
  { name: 'digits', plan: planModel(shipped('digits')) },
  { name: 'objects', plan: planModel(shipped('objects')) },
  { name: 'SqueezeNet', plan: planModel(squeezeNet(), { packed: true }) },
  {
    name: 'digits with gradients',
    plan: planModel(shipped('digits'), { gradients: { of: 'dense2', wrt: ['input'] } }),
  },
  { name: 'digits in training', plan: planModel(shipped('digits'), { batch: 16, train }) },
];

const shaders = (plan: Plan, target: Target): Set<string> =>
  new Set(
    Object.values(plan.phases)
      .flat()
      .flatMap((call) => passesOf(call, target))
      .map(({ name, constants }) => `${name} ${constants?.threadsM ?? ''}`),
  );

it.each(plans)('$name: what is run is checked, for every target', ({ plan }) => {
  const checked = callPlan(checksFor(plan, sampleCalls()));
  for (const target of ['hardware', 'software', 'quads'] as const) {
    const known = shaders(checked, target);
    expect([...shaders(plan, target)].filter((shader) => !known.has(shader))).toEqual([]);
  }
});

it.each(Object.keys(kernels) as KernelName[])('%s has a case of its own or a sample of a layer', (name) => {
  expect(casesOf(kernels[name], sampleCalls()).length).toBeGreaterThan(0);
});
