/** The lessons' small models run on the backend that is chosen, and on the next where that fails. */
import { expect, test } from 'vitest';
import { checkBackend, type Opened, openBackend, type Refusal } from '../../../src/backend';
import type { BackendName } from '../../../src/backend/types';
import { EngineError } from '../../../src/core/errors';
import { convolution } from '../../../src/store/lessons/models';
import { Workbench, type WorkbenchParts } from '../../../src/store/lessons/workbench';

const shape = { planes: 1, rows: 3, columns: 3 };
const blur = { kernel: { side: 3, weights: new Array<number>(9).fill(1) }, stride: 1, padding: 0, bias: 1 };
const model = convolution(shape, blur);
const input = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

/** A workbench whose first choice is `reference`, and what it asked for and said. */
function benchWith(parts: Partial<WorkbenchParts> = {}) {
  const opened: BackendName[] = [];
  const said: string[] = [];
  let disposed = 0;
  const workbench = new Workbench({
    async open(failed: readonly Refusal[]): Promise<Opened> {
      const one = await openBackend(failed.length === 0 ? 'reference' : 'wasm');
      opened.push(one.backend.info.name);
      const dispose = (): void => {
        disposed += 1;
        one.backend.dispose();
      };
      return { ...one, backend: { ...one.backend, dispose } };
    },
    check: checkBackend,
    failed: (name, code, detail) => said.push(`${name} ${code} ${detail}`),
    ...parts,
  });
  const sum = async (): Promise<number | undefined> => (await workbench.run(model, input, ['conv']))[0]?.values[0];
  return { workbench, opened, said, sum, disposed: () => disposed };
}

test('it opens the chosen backend once, and anew after it was closed', async () => {
  const { workbench, opened, sum, disposed } = benchWith();
  expect(await sum()).toBe(46);
  expect(await sum()).toBe(46);
  expect(opened).toEqual(['reference']);
  const under = sum();
  workbench.close();
  expect(await under).toBe(46);
  expect(await sum()).toBe(46);
  await expect.poll(disposed).toBe(1);
  expect(opened).toHaveLength(2);
});

test('a backend that computes wrongly is passed over, and the same run is done on the next', async () => {
  const { opened, said, sum, disposed } = benchWith({
    check: async (backend) => (backend.info.name === 'reference' ? 'conv2d: error 1' : null),
  });
  expect(await sum()).toBe(46);
  expect(opened).toEqual(['reference', 'wasm']);
  expect(said).toEqual(['reference backend-wrong conv2d: error 1']);
  await expect.poll(disposed).toBe(1);
});

test('what is wrong with the model is no fault of the backend, and does not stop the next run', async () => {
  const { workbench, opened, said, sum } = benchWith();
  await expect(workbench.run(model, input.subarray(1), ['conv'])).rejects.toThrow(EngineError);
  await expect(workbench.run(model, input, ['nothing'])).rejects.toThrow('there is no node nothing');
  expect(await sum()).toBe(46);
  expect(opened).toEqual(['reference']);
  expect(said).toEqual([]);
});

test('where no backend is left the run says so, and a later one may find one', async () => {
  let isBroken = true;
  const { sum } = benchWith({
    async open() {
      if (isBroken) throw new EngineError('device', 'no backend can compute here');
      return openBackend('reference');
    },
  });
  await expect(sum()).rejects.toThrow('no backend can compute here');
  isBroken = false;
  expect(await sum()).toBe(46);
});
