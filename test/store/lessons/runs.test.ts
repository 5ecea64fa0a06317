/** What the lessons say of the runs that they show, held to those runs. */
import { expect, it } from 'vitest';
import { GOOD, goodAt, progressAt } from '../../../src/store/lessons/course/learning';
import { gapOf, isBest } from '../../../src/store/lessons/course/overfitting';
import { type CureName, cures } from '../../../src/store/lessons/cures';
import type { Run } from '../../../src/store/lessons/evidence';
import { learningRecipe } from '../../../src/store/lessons/training';
import { parametersOf, trained } from '../../helpers/lessonRuns';

const endOf = async (cure: CureName) => {
  const { moments } = await trained(cures[cure]);
  return { moments, last: moments.at(-1) ?? expect.fail('no moment') };
};

it('lesson 10: filters come all the way, and the moment shown is the first that is good', async () => {
  const { trainer, moments } = await trained(learningRecipe);
  const run: Run = {
    batch: learningRecipe.batch,
    reachEnd: async () => moments,
    weights: async (moment) => trainer.at(moment),
  };
  const [at, last] = [goodAt(moments), moments.length - 1];
  expect(moments[at]?.newAccuracy).toBeGreaterThan(GOOD);
  expect(moments.slice(0, at).every(({ newAccuracy }) => newAccuracy <= GOOD)).toBe(true);
  expect(await progressAt(run, 0, last)).toBe(0);
  expect(await progressAt(run, last, last)).toBe(1);
  const [first, second] = [await progressAt(run, at, last), await progressAt(run, at, last, 'conv2.weight')];
  for (const progress of [first, second]) expect(progress).toBeGreaterThan(0.25);
  for (const progress of [first, second]) expect(progress).toBeLessThan(0.8);
});

it('lesson 11: 200 digits are learned by heart, while new ones stall and their loss rises', async () => {
  const { moments, last } = await endOf('none');
  expect(Math.round(parametersOf(cures.none) / 10_000)).toBe(20);
  expect(last.step * cures.none.batch).toBe(cures.none.epochs * 192);
  // From long before the end on, all that it learns from is right.
  for (const { step, accuracy } of moments) if (step > last.step / 4) expect(accuracy).toBe(1);
  expect(last.loss).toBeLessThan(0.01);
  expect(last.newAccuracy).toBeLessThan(0.87);
  const least = Math.min(...moments.map(({ newLoss }) => newLoss));
  const best = moments.findIndex(({ newLoss }) => newLoss === least);
  expect(moments[best]?.step).toBeLessThan(last.step / 4);
  expect(last.newLoss).toBeGreaterThan(1.1 * least);
  expect(Math.abs(last.newAccuracy - (moments[best]?.newAccuracy ?? 0))).toBeLessThan(0.03);
  expect(isBest(moments, best)).toBe(true);
  expect(isBest(moments, moments.length - 1)).toBe(false);
});

it.each([
  ['more', 0.6],
  ['varied', 0.6],
  ['smaller', 0.8],
] as const)('lesson 11: %s narrows the gap, to less than %f of what it was', async (cure, share) => {
  const [before, after] = [await endOf('none'), await endOf(cure)];
  expect(gapOf(after.moments)).toBeLessThan(share * gapOf(before.moments));
  expect(gapOf(after.moments)).toBeGreaterThan(0);
  expect(after.last.newAccuracy).toBeGreaterThan(before.last.newAccuracy + 0.02);
  // They take about as long.
  expect(Math.abs(after.last.step / before.last.step - 1)).toBeLessThan(0.05);
});

it('lesson 11: dropout helps this network little: new digits are read about as before', async () => {
  const [before, after] = [await endOf('none'), await endOf('dropout')];
  expect(gapOf(after.moments)).toBeLessThan(gapOf(before.moments));
  expect(Math.abs(after.last.newAccuracy - before.last.newAccuracy)).toBeLessThan(0.03);
});
