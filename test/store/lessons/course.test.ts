/** The course: places, what is done, and predictions whose answers the engine finds, held to what is known. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { placeCodec } from '../../../src/store/lessons/address';
import {
  after,
  before,
  course,
  isFinished,
  keyOf,
  lessons,
  settingsAt,
  stepAt,
} from '../../../src/store/lessons/course';
import { goodAt } from '../../../src/store/lessons/course/learning';
import { filled } from '../../../src/store/lessons/course/sliding';
import { type CureName, cures } from '../../../src/store/lessons/cures';
import { equationOf } from '../../../src/store/lessons/equation';
import { type Evidence, type Planes, placeOfLargest, type Run } from '../../../src/store/lessons/evidence';
import { createLearner, unfinished } from '../../../src/store/lessons/learner';
import { modelRuns } from '../../../src/store/lessons/modelRuns';
import { composed, convolution, poolings } from '../../../src/store/lessons/models';
import { normalised, perturbed } from '../../../src/store/lessons/perturbed';
import { playerSource } from '../../../src/store/lessons/playing';
import { readProgress, saveProgress } from '../../../src/store/lessons/progress';
import { defaults, presets, trailKey } from '../../../src/store/lessons/settings';
import { learningRecipe } from '../../../src/store/lessons/training';
import { en } from '../../../src/ui/lessons/words/en';
import { ko } from '../../../src/ui/lessons/words/ko';
import { prepare } from '../../../src/vision/preprocessing';
import { rasterise } from '../../../src/vision/strokes';
import { samples } from '../../../src/workspace/input/samples';
import { networkOf } from '../../../src/workspace/network';
import { jobsOn } from '../../helpers/jobs';
import { parametersOf, trained } from '../../helpers/lessonRuns';

const bytesOf = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../../public/models/${name}`, import.meta.url)));
const digits = decodeModel(bytesOf('digits.safetensors'));
const objects = decodeModel(bytesOf('objects.safetensors'));
const network = networkOf(digits);

const jobs = jobsOn('wasm');
const runs = modelRuns(jobs, () => 'wasm');
afterAll(() => jobs.dispose());

/** A sample as the network of digits is given it, 0 to 1. */
function drawn(digit: number): Planes {
  const ink = rasterise(samples[digit] ?? expect.fail(`no sample ${digit}`), 224);
  const prepared = prepare(network.preprocessing, { kind: 'drawing', ink });
  return { values: prepared?.seen ?? expect.fail('nothing drawn'), planes: 1, rows: 28, columns: 28 };
}

async function answerTo(input: Planes): Promise<number[]> {
  const [output] = await runs.run(digits, normalised(network, input.values), ['softmax']);
  return [...(output?.values ?? [])];
}

it.each(samples.map((_, digit) => digit))('the sample %i is read as what it is', async (digit) => {
  const answer = await answerTo(drawn(digit));
  expect(placeOfLargest(answer)).toBe(digit);
  expect(answer[digit]).toBeGreaterThan(0.8);
});

/** Lesson 10's run as the view gives it. */
async function learningRun() {
  const { trainer, moments } = await trained(learningRecipe);
  const run: Run = {
    batch: learningRecipe.batch,
    reachEnd: async () => moments,
    weights: async (moment) => trainer.at(moment),
  };
  const answers = await (await trainer.reading()).answers(normalised(network, drawn(7).values), 0);
  return { run, moments, answers };
}

const train = async (cure: CureName) => (await trained(cures[cure])).moments;

/** What the views would publish of a drawn seven, under the settings of a step. */
async function evidenceFor(lesson: number, step: number): Promise<Evidence> {
  const settings = settingsAt({ lesson, step });
  const input = drawn(typeof settings.sample === 'number' ? settings.sample : 7);
  const { kernel, stride, padding, bias, cell, trail, window, noise, isGlobal, turn, contrast, frame } = settings;
  switch (lessons[lesson]?.view) {
    case 'pixels':
      return settings.brings === 'draw'
        ? { view: 'pixels', input, cell, normal: { mean: 0.1307, deviation: 0.3081 } }
        : {
            view: 'pixels',
            input: { values: new Float32Array(3072), planes: 3, rows: 32, columns: 32 },
            cell,
            normal: null,
          };
    case 'convolution': {
      const model = convolution(input, { kernel, stride, padding, bias });
      const [feature = null, active = null] = await runs.run(model, input.values, ['conv', 'relu']);
      return { view: 'convolution', input, kernel, stride, padding, bias, feature, active, cell, trail };
    }
    case 'filter':
      return { view: 'filter', network: networkOf(objects), input: null, filter: 0, on: settings.channels };
    case 'pooling': {
      const model = poolings(input, window, isGlobal);
      const [max, average, min] = await runs.run(model, input.values, ['max', 'average', 'min']);
      const pooled = max && average && min ? { max, average, min } : null;
      return { view: 'pooling', input, window, noise, isGlobal, pooled, cell };
    }
    case 'layers':
      return { view: 'layers', network, layer: settings.layer, channel: 0, peaks: [], trail, isEmpty: false };
    case 'answer': {
      const fed = normalised(network, input.values);
      const [logits, output] = await runs.run(digits, fed, ['dense2', 'softmax']);
      return {
        view: 'answer',
        network,
        answer: [...(output?.values ?? [])],
        logits: logits?.values ?? null,
        isOwn: false,
      };
    }
    case 'training': {
      const { run, moments, answers } = await learningRun();
      const last = { start: 0, nine: goodAt(moments), end: moments.length - 1 }[settings.film];
      return { view: 'training', run, moments: moments.slice(0, last + 1), at: last, answers };
    }
    case 'overfitting': {
      const all = await train(settings.cure);
      const moments = settings.film === 'start' ? all.slice(0, 1) : all;
      return {
        view: 'overfitting',
        parameters: parametersOf(cures[settings.cure]),
        batch: cures[settings.cure].batch,
        moments,
        at: moments.length - 1,
        isWhole: moments.length === all.length,
        ends: new Map(),
        train,
      };
    }
    case 'past':
      return { view: 'past', parameters: network.parameters, at: settings.year };
    default: {
      const original = await answerTo(input);
      const answer = await answerTo(perturbed(input, settings));
      const { weights } = digits;
      return { view: 'limits', network, weights, input, turn, noise, contrast, frame, original, answer };
    }
  }
}

/** What is right, from outside the engine: arithmetic, the published papers, the models' cards. */
const right: { readonly [key: string]: string } = {
  'pixels/count': '784',
  'pixels/blank': 'below',
  'pixels/planes': 'thrice',
  'sliding/empty': 'zero',
  'sliding/moved': 'moves',
  'filters/weights': '27',
  'filters/maps': 'filter',
  'filters/next': '16',
  'edges/flat': 'zero',
  'edges/ink': 'same',
  'strides/shrink': '24',
  'strides/half': '14',
  'strides/left': 'two',
  'activation/share': 'most',
  'activation/linear': 'one',
  'pooling/away': 'most',
  'pooling/noise': 'min',
  'depth/near': 'kernel',
  'depth/far': 'fourteen',
  'depth/whole': 'whole',
  'answer/flatten': '400',
  'answer/total': 'one',
  'answer/shift': 'same',
  'learning/chance': 'tenth',
  'learning/early': 'more',
  'learning/filters': 'half',
  'learning/blame': 'mostly',
  'overfitting/heart': 'most',
  'overfitting/loss': 'rises',
  'overfitting/more': 'smaller',
  'history/small': 'fewer',
  'history/winner': '15.3',
  'history/larger': '1600',
  // The trained network's own answers, to the digits that the steps draw.
  'limits/upside': 'same',
  'limits/light': 'other',
  'limits/context': 'other',
};

const places = lessons.flatMap(({ steps }, lesson) => steps.map((_, step) => ({ lesson, step })));
const predictions = places.filter((place) => stepAt(place)?.kind === 'predict');

describe('predictions', () => {
  it('every lesson has something to do or to look at, and something to predict', () => {
    expect(lessons).toHaveLength(13);
    expect(new Set(predictions.map(({ lesson }) => lesson)).size).toBe(13);
    expect(predictions.map(keyOf).sort()).toEqual(Object.keys(right).sort());
  });

  it.each(predictions.map((place) => [keyOf(place), place] as const))(
    '%s is answered by the engine',
    async (key, place) => {
      const step = stepAt(place);
      if (step?.kind !== 'predict') return expect.fail('no prediction');
      const found = await step.answer(await evidenceFor(place.lesson, place.step), runs);
      expect(step.choices).toContain(found?.right);
      expect(found?.right).toBe(right[key]);
      expect(Object.values(found?.values ?? {}).every((text) => text !== '' && !text.includes('NaN'))).toBe(true);
    },
  );

  it('nothing is answered over another view or an empty pad', async () => {
    for (const place of predictions) {
      const step = stepAt(place);
      if (step?.kind !== 'predict') continue;
      const other: Evidence =
        lessons[place.lesson]?.view === 'pixels'
          ? { view: 'past', parameters: 1, at: 0 }
          : { view: 'pixels', input: null, cell: [0, 0], normal: null };
      expect(await step.answer(other, runs), keyOf(place)).toBeNull();
    }
  });
});

it.each(predictions.map((place) => [keyOf(place), place] as const))(
  '%s gives a reason for each wrong answer, in both languages',
  (key, place) => {
    const step = stepAt(place);
    const id = course[place.lesson]?.id;
    if (step?.kind !== 'predict' || !id) return expect.fail('no prediction');
    const wrong = step.choices.filter((choice) => choice !== right[key]);
    for (const words of [en, ko]) {
      const told = Object.entries(words.lessons[id].steps).find(([name]) => name === step.id)?.[1];
      if (told && 'choices' in told && right[key]) {
        const choices: { readonly [choice: string]: string } = told.choices;
        const label = choices[right[key]] ?? right[key];
        expect([told.title, told.text, told.ask].join(' ').split(/[\s,.:?=]+/), key).not.toContain(label);
        expect([told.title, told.text, told.ask].join('\n'), key).not.toContain(`${label} `);
      }
      // On another drawing, what is right here may be wrong.
      expect(told && 'wrong' in told ? Object.keys(told.wrong) : []).toEqual(expect.arrayContaining(wrong));
    }
  },
);

it('what the view of the step before still says is not taken for the next step', async () => {
  const learner = createLearner(runs);
  const [before, asked] = [
    { lesson: 4, step: 0 },
    { lesson: 4, step: 1 },
  ];
  const evidence = await evidenceFor(before.lesson, before.step);
  learner.go(before);
  const { entered } = learner.store.getState();
  learner.go(asked);
  learner.publish(evidence, entered);
  await learner.predict('24');
  expect(learner.store.getState().picks.size).toBe(0);
  learner.publish(await evidenceFor(asked.lesson, asked.step), learner.store.getState().entered);
  await learner.predict('24');
  expect(learner.store.getState().picks.get(keyOf(asked))).toMatchObject({ choice: '24', right: '24' });
});

it('no task is done before anything was done, but for what a picture alone fulfils', async () => {
  const given = ['pixels/draw', 'pixels/colour'];
  for (const place of places) {
    const step = stepAt(place);
    if (step?.kind !== 'do' || given.includes(keyOf(place))) continue;
    const evidence = await evidenceFor(place.lesson, place.step);
    expect(step.done(evidence, evidence), keyOf(place)).toBe(false);
  }
});

describe('places', () => {
  it('lead through all steps and back', () => {
    const walked = [];
    for (let place: ReturnType<typeof after> = { lesson: 0, step: 0 }; place; place = after(place)) walked.push(place);
    expect(walked).toEqual(places);
    expect(places.map(before)).toEqual([null, ...places.slice(0, -1)]);
  });

  it('stand in the address, and nonsense is the nearest place that there is', () => {
    for (const place of places) {
      const texts = Object.entries(placeCodec.write({ place, glossary: null })).flatMap(([name, text]) =>
        text === null ? [] : [[name, text]],
      );
      expect(placeCodec.read(new URLSearchParams(texts))).toEqual({ place, glossary: null });
    }
    const read = (query: string) => placeCodec.read(new URLSearchParams(query));
    expect(read('lesson=14').place).toBeNull();
    expect(read('lesson=-1&step=2').place).toBeNull();
    expect(read('lesson=2&step=99').place).toEqual({ lesson: 1, step: 0 });
    expect(read('term=kernel').glossary).toBe('kernel');
    expect(read('term=nonsense').glossary).toBeNull();
  });
});

it('progress is kept, and what was tampered with is left out', () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  expect(readProgress(store)).toEqual(new Set());
  const all = new Set(places.map(keyOf));
  saveProgress(all, store);
  expect(readProgress(store)).toEqual(all);
  expect(course.every((_, lesson) => isFinished(lesson, all))).toBe(true);
  expect(unfinished(all)).toBeNull();
  expect(unfinished(new Set())).toEqual({ lesson: 0, step: 0 });
  for (const text of ['{', '7', '{"a":1}', '["pixels/draw", 3, "nonsense"]']) {
    kept.set('cnn-playground-lessons', text);
    expect([...readProgress(store)].every((key) => key === 'pixels/draw')).toBe(true);
  }
});

it('the seven is filled by a slide over all places, and not by a walk along one row', async () => {
  const place = { lesson: 1, step: lessons[1]?.steps.findIndex(({ id }) => id === 'play') ?? 0 };
  const evidence = await evidenceFor(place.lesson, place.step);
  if (evidence.view !== 'convolution') return expect.fail('another view');
  const row = (at: number): number[] => Array.from({ length: 26 }, (_, column) => trailKey(at, column));
  const after = (...rows: number[]): number => filled({ ...evidence, trail: new Set(rows.flatMap(row)) });
  expect(after()).toBe(0);
  expect(after(10)).toBeLessThan(0.1);
  expect(after(...Array.from({ length: 26 }, (_, i) => i))).toBe(1);
});

describe('what is shown', () => {
  it('two kernels one after the other are one, by brute force', () => {
    const [a, b] = [presets.vertical, presets.sharpen];
    const one = composed(a, b);
    const at = (kernel: typeof a, row: number, column: number): number =>
      row < 0 || column < 0 || row >= kernel.side || column >= kernel.side
        ? 0
        : (kernel.weights[row * kernel.side + column] ?? 0);
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 5; column++) {
        let sum = 0;
        for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += at(a, i, j) * at(b, row - i, column - j);
        expect(one.weights[5 * row + column]).toBeCloseTo(sum, 12);
      }
    }
  });

  it('the products of a window add up to what the engine computed, in the digits that are shown', async () => {
    const input = drawn(3);
    const given = { input, kernel: presets.sharpen, stride: 2, padding: 1, bias: -0.75 };
    const [map] = await runs.run(convolution(input, given), input.values, ['conv']);
    const number = (text: string): number => Number(text.replace('−', '-'));
    for (let i = 0; i < (map?.values.length ?? 0); i++) {
      const cell = [Math.floor(i / 14), i % 14] as const;
      const { products, texts } = equationOf({ ...given, cell }, map?.values[i] ?? Number.NaN);
      const exact = products.reduce((sum, product) => sum + product, 0) - 0.75;
      expect(Math.abs(exact - (map?.values[i] ?? Number.NaN))).toBeLessThan(1e-5);
      const shown = texts.products.reduce((sum, text) => sum + number(text), 0);
      expect(shown).toBeCloseTo(number(texts.sum), 9);
      expect(number(texts.sum) + number(texts.bias)).toBeCloseTo(number(texts.result), 9);
    }
  });

  it('nothing done to a drawing leaves it as it was', () => {
    const input = drawn(2);
    expect(perturbed(input, defaults).values).toEqual(input.values);
  });
});

it('the player is given the same numbers as the view, by the ids of the same plan', async () => {
  const input = drawn(8);
  const model = convolution(input, { kernel: presets.outline, stride: 1, padding: 1, bias: 0.5 });
  const { plan, reader } = playerSource(runs, model, input.values);
  const node = plan.nodes.find(({ id }) => id === 'conv') ?? expect.fail('no convolution');
  const [given, map, weight] = (await reader.read([plan.input, node.output, node.weights.weight ?? -1])) ?? [];
  const [feature] = await runs.run(model, input.values, ['conv']);
  expect(given).toEqual(input.values);
  expect(map).toEqual(feature?.values);
  expect([...(weight ?? [])]).toEqual(presets.outline.weights);
});
