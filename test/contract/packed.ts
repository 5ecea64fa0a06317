/**
 * A picture written as packed pixels makes the very bits of the input that its table says, and the run goes on from them
 * as if they had been written; inputs written as floats afterwards stand untouched.
 */
import { expect, it } from 'vitest';
import type { Backend, Program } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import { checkModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { initialWeights } from '../../src/train/initialise';

const spec = checkModel({
  name: 'packed',
  input: { shape: [3, 19, 23] },
  nodes: [
    { id: 'conv', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 4, stride: [2, 2] } },
    { id: 'relu', type: 'relu', inputs: ['conv'] },
  ],
  output: 'relu',
});

/** Declares the test of one backend. */
export function describePacked(get: () => Promise<Backend>): void {
  it('an input of packed pixels', async () => {
    const plan = planModel(spec, { packed: true });
    const { packed, input } = plan;
    if (!packed) throw new Error('the plan takes no packed pixels');
    const program: Program = await (await get()).load(plan, initialWeights(spec, 1));
    const random = new Random(5);
    const plane = 19 * 23;
    // The corners of a byte, and no alpha: red 255, green 0, blue 128 and so on.
    const bytes = Uint8Array.from({ length: 3 * plane }, () => [0, 255, 128, random.below(256)][random.below(4)] ?? 0);
    const levels = Float32Array.from({ length: 768 }, () => random.normal());
    const byte = (c: number, i: number): number => bytes[c * plane + i] ?? 0;
    const pixels = Float32Array.from({ length: plane }, (_, i) => byte(0, i) + 256 * byte(1, i) + 65536 * byte(2, i));
    const want = Float32Array.from(bytes, (value, k) => levels[256 * Math.floor(k / plane) + value] ?? Number.NaN);

    program.write(packed.levels, levels);
    program.write(packed.pixels, pixels);
    const { output } = await program.run(['unpack', 'forward']);
    expect(await program.read(input)).toEqual(want);
    program.write(input, want);
    expect((await program.run()).output).toEqual(output);
    const other = want.map((value) => -value);
    program.write(input, other);
    await program.run();
    expect(await program.read(input)).toEqual(other);
    // The table is still there.
    program.write(packed.pixels, pixels);
    expect((await program.run(['unpack', 'forward'])).output).toEqual(output);
    program.dispose();
  });
}
