/** What profile() promises on every backend. */
import { expect } from 'vitest';
import type { Backend } from '../../src/backend/types';
import { planModel } from '../../src/graph/plan';
import { digitsNet, randomInput, randomWeights } from './digitsNet';

/** One positive time a call; tensors, counters and later frames are as if nothing had been profiled. */
export async function expectProfile(backend: Backend): Promise<void> {
  const plan = planModel(digitsNet);
  const program = await backend.load(plan, randomWeights(plan));
  try {
    program.write(plan.input, randomInput(plan));
    const before = await program.run();
    const counters = { ...program.counters };
    const tensors = async (): Promise<string[]> => {
      const texts: string[] = [];
      for (const { id } of plan.tensors) texts.push((await program.read(id)).join(' '));
      return texts;
    };
    const values = await tensors();

    for (let round = 0; round < 2; round++) {
      const times = await program.profile();
      expect(times.map(({ call }) => call)).toEqual(plan.phases.forward.map((_, call) => call));
      for (const { milliseconds, repetitions } of times) {
        expect(milliseconds).toBeGreaterThan(0);
        expect(milliseconds).toBeLessThan(10_000);
        expect(Number.isInteger(repetitions) && repetitions >= 1).toBe(true);
      }
      expect({ ...program.counters }).toEqual(counters);
      expect(await tensors()).toEqual(values);
    }

    // A frame in the middle of a profile is a frame like any other.
    const profiled = program.profile();
    program.write(plan.input, randomInput(plan));
    const after = await program.run();
    expect(program.counters).toEqual({ ...counters, created: 0 });
    expect([...after.output]).toEqual([...before.output]);
    expect(await profiled).toHaveLength(plan.phases.forward.length);
    program.write(plan.input, randomInput(plan));
    await program.run();
    expect(program.counters).toEqual({ ...counters, created: 0 });

    const trained = await backend.load(
      planModel(digitsNet, { train: { optimiser: 'sgd' } }),
      randomWeights(planModel(digitsNet, { train: { optimiser: 'sgd' } })),
    );
    await expect(trained.profile()).rejects.toThrow('profiled');
    trained.dispose();
  } finally {
    program.dispose();
  }
}
