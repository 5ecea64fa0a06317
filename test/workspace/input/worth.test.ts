/** The worth of a step is the difference between two real answers: those of the network with the switch on, and off. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { preprocessingSteps } from '../../../src/workspace/choices';
import { wholePicture } from '../../../src/workspace/gesture';
import { InputPipeline } from '../../../src/workspace/input/pipeline';
import { likeliest, worthOf } from '../../../src/workspace/input/worth';
import { networkOf } from '../../../src/workspace/network';
import { answerOf, jobsOn } from '../../helpers/jobs';

const file = fileURLToPath(new URL('../../../public/models/digits.safetensors', import.meta.url));
const stored = decodeModel(new Uint8Array(readFileSync(file)));
const network = networkOf(stored);
const all = { cropping: true, boxing: true, centring: true, averaging: true, inking: true, normalising: true };

/** A thin upright line at the left: it needs its box and its place. */
const points = Array.from({ length: 20 }, (_, i) => ({ x: 0.15, y: 0.2 + i * 0.01, pressure: 0.5 }));
const strokes = [{ points, thickness: 0.03, eraser: false }];

const subject = { network, weights: stored.weights };
const jobs = jobsOn('reference', network);
afterAll(() => jobs.dispose());

const answer = async (input: Float32Array) => likeliest(await answerOf(stored.spec, stored.weights, input));

function shown(pipeline: InputPipeline, switches: typeof all) {
  return pipeline.prepare({
    input: 'draw',
    strokes,
    crop: wholePicture,
    preprocessing: network.preprocessing,
    switches,
  });
}

test('each answer is the one that the page would give with that switch turned', async () => {
  const pipeline = new InputPipeline();
  const { tensor } = shown(pipeline, all);
  const worth = await worthOf(jobs, subject, pipeline, all, preprocessingSteps);
  expect(worth?.map(({ step }) => step)).toEqual(preprocessingSteps);
  // A drawing is not cropped.
  expect(worth?.[0]?.off).toEqual(worth?.[0]?.on);
  expect(pipeline.current?.tensor).toBe(tensor);
  const on = await answer(tensor);
  for (const { step, ...found } of worth ?? []) {
    const off = await answer(shown(pipeline, { ...all, [step]: false }).tensor);
    expect([step, found]).toEqual([step, { on, off }]);
  }
  // A switch that is off is told the same way round.
  const without = { ...all, boxing: false };
  shown(pipeline, without);
  const [boxing] = (await worthOf(jobs, subject, pipeline, without, ['boxing'])) ?? [];
  expect(boxing).toEqual(worth?.find(({ step }) => step === 'boxing'));
});

test('the worth of a crop is the difference to the largest part in the middle', async () => {
  const pipeline = new InputPipeline();
  const [width, height] = [90, 60];
  // An upright line on the left and a level one in the middle.
  const data = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % width, Math.floor(i / 4 / width)];
    const isInk = (x > 16 && x < 20 && y > 8 && y < 28) || (x > 30 && x < 60 && y > 38 && y < 44);
    return i % 4 < 3 && isInk ? 30 : 255;
  });
  pipeline.picture = { data, width, height };
  const request = { input: 'picture', strokes: [], preprocessing: network.preprocessing } as const;
  const crop = { centre: [0.2, 0.3], zoom: 2.5 } as const;
  const cropped = pipeline.prepare({ ...request, crop, switches: all }).tensor;
  const [worth] = (await worthOf(jobs, subject, pipeline, all, ['cropping'])) ?? [];
  const whole = pipeline.prepare({ ...request, crop: wholePicture, switches: all }).tensor;
  expect(whole).not.toEqual(cropped);
  expect(worth).toEqual({ step: 'cropping', on: await answer(cropped), off: await answer(whole) });
  // Turned off, the network is shown the middle, whatever the crop.
  const off = { ...all, cropping: false };
  expect(pipeline.prepare({ ...request, crop, switches: off }).tensor).toEqual(whole);
  expect(await worthOf(jobs, subject, pipeline, off, ['cropping'])).toEqual([worth]);
});

test('nothing is worth anything while there is nothing to see', async () => {
  expect(await worthOf(jobs, subject, new InputPipeline(), all, preprocessingSteps)).toBeNull();
});

test('the likeliest of none is none', () => {
  expect(likeliest(new Float32Array())).toBeNull();
  expect(likeliest(Float32Array.of(0.25, 0.5, 0.25))).toEqual({ index: 1, probability: 0.5 });
});
