/** Lesson 13: what confuses a CNN: light, angle, noise, context. Uses the digits network. */
import { contrasted, framed, type Plane, turned } from '../../../vision/perturb';
import type { Network } from '../../../workspace/network';
import { percent } from '../../../workspace/numbers';
import { type EvidenceOf, placeOfLargest } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import type { ModelRuns } from '../modelRuns';
import { FRAME_INSET, normalised } from '../perturbed';

type Limits = EvidenceOf<'limits'>;

const misread = ({ original, answer }: Limits): boolean =>
  original !== null && answer !== null && placeOfLargest(original) !== placeOfLargest(answer);

/** The trained network's answer to an altered picture. */
async function readAs(network: Network, weights: Limits['weights'], picture: Plane, runs: ModelRuns) {
  const input = normalised(network, picture.values);
  const [probabilities] = await runs.run({ spec: network.spec, weights }, input, [network.spec.output]);
  const best = placeOfLargest(probabilities?.values ?? []);
  return { best, probability: probabilities?.values[best] ?? 0 };
}

/** Whether the answer survives a change to the picture. */
const stands = (change: (plane: Plane) => Plane) =>
  ask('limits', ['same', 'other'], async ({ input, network, weights, original }, runs) => {
    if (!input || !original) return null;
    const plane = { values: input.values, height: input.rows, width: input.columns };
    const { best, probability } = await readAs(network, weights, change(plane), runs);
    return {
      right: best === placeOfLargest(original) ? 'same' : 'other',
      values: { best: network.spec.labels[best] ?? '', probability: percent(probability) },
    };
  });

export const limits = {
  id: 'limits',
  view: 'limits',
  steps: [
    {
      id: 'turn',
      kind: 'do',
      set: { turn: 0, noise: 0, contrast: 1, frame: false },
      lit: ['controls', 'answer'],
      done: when('limits', (evidence) => evidence.turn !== 0 && misread(evidence)),
    },
    {
      id: 'upside',
      set: { sample: 8, turn: 0 },
      hidden: ['controls'],
      reveal: { turn: 180 },
      ...stands((plane) => turned(plane, 180)),
    },
    {
      id: 'noise',
      kind: 'do',
      set: { turn: 0, noise: 0, sample: 7 },
      lit: ['controls', 'answer'],
      done: when('limits', (evidence) => evidence.noise > 0 && misread(evidence)),
    },
    {
      id: 'light',
      set: { noise: 0, turn: 0, contrast: 1 },
      hidden: ['controls'],
      reveal: { contrast: -1 },
      ...stands((plane) => contrasted(plane, -1)),
    },
    {
      id: 'context',
      set: { contrast: 1, frame: false, sample: 1 },
      hidden: ['controls'],
      reveal: { frame: true },
      ...stands((plane) => framed(plane, FRAME_INSET)),
    },
    { id: 'know', kind: 'look', set: { frame: false }, lit: ['answer'] },
  ],
} as const satisfies Lesson;
