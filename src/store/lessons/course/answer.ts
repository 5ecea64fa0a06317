/** Lesson 9: from maps to an answer: flatten, dense and softmax, with numbers between 0 and 1. */
import { fixed, percent } from '../../../workspace/numbers';
import { placeOfLargest } from '../evidence';
import { ask, type Lesson, nearest, when } from '../lesson';
import { softmaxOf } from '../models';

const flatCounts = ['25', '80', '400'] as const;
const ADDED = 5;
/** No digit has more than this. */
const UNDECIDED = 0.6;

export const answer = {
  id: 'answer',
  view: 'answer',
  steps: [
    {
      id: 'flatten',
      set: { covered: ['row', 'weights', 'logits', 'probabilities'] },
      reveal: { covered: ['weights', 'logits', 'probabilities'] },
      ...ask('answer', flatCounts, ({ network: { model, plan } }) => {
        const flat = model.nodes.find(({ type }) => type === 'flatten');
        const node = plan.nodes.find(({ id }) => id === flat?.id);
        const count = plan.tensors[node?.output ?? -1]?.length;
        const [, maps = 0, rows = 0, columns = 0] = flat?.inShapes[0] ?? [];
        if (count === undefined) return null;
        return {
          right: nearest(flatCounts, count),
          values: { maps: `${maps}`, size: `${rows} × ${columns}`, count: `${count}` },
        };
      }),
    },
    { id: 'dense', kind: 'look', set: { covered: ['probabilities'] }, lit: ['weights', 'logits'] },
    {
      id: 'total',
      lit: ['logits'],
      reveal: { covered: [] },
      ...ask('answer', ['one', 'ten', 'depends'], ({ answer: probabilities }) => {
        if (!probabilities) return null;
        const total = probabilities.reduce((sum, value) => sum + value, 0);
        const right = Math.abs(total - 1) < 1e-4 ? 'one' : Math.abs(total - 10) < 1e-3 ? 'ten' : 'depends';
        return { right, values: { total: fixed(total, 4) } };
      }),
    },
    {
      id: 'shift',
      set: { covered: [], sample: 'undecided' },
      reveal: { added: ADDED },
      lit: ['probabilities'],
      ...ask('answer', ['same', 'larger', 'smaller'], async ({ logits, answer: probabilities }, runs) => {
        if (!logits || !probabilities) return null;
        const model = softmaxOf(logits.length);
        const more = logits.map((value) => value + ADDED);
        const [before] = await runs.run(model, logits, ['softmax']);
        const [after] = await runs.run(model, more, ['softmax']);
        if (!before || !after) return null;
        const best = placeOfLargest(before.values);
        const [from, to] = [before.values[best] ?? 0, after.values[best] ?? 0];
        return {
          right: Math.abs(from - to) < 1e-4 ? 'same' : to > from ? 'larger' : 'smaller',
          values: { added: `${ADDED}`, before: percent(from), after: percent(to) },
        };
      }),
    },
    {
      id: 'change',
      kind: 'do',
      set: { added: 0, sample: 4 },
      lit: ['input', 'probabilities'],
      done: when('answer', ({ answer: now, isOwn }) => now !== null && isOwn && Math.max(...now) <= UNDECIDED),
    },
  ],
} as const satisfies Lesson;
