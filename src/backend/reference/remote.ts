/** The twins in a worker, for work beside the frame: a large network takes them seconds. */

import { EngineError } from '../../core/errors';
import { Thread } from '../../core/thread';
import { PIECE, yieldEvery } from '../../core/yield';
import type { TensorId } from '../../kernels/kernel';
import { portable } from '../../kernels/portable';
import type { Backend, Phase, Plan, Program, Weights } from '../types';
import { weightsInto } from '../weights';
import { info } from '.';
import type { Asked, Given, PortablePlan } from './messages';

/** Paints nothing; its values are visible only through reads. */
export type RemoteProgram = Pick<Program, 'plan' | 'info' | 'bytes' | 'write' | 'run' | 'read' | 'dispose'>;

export interface RemoteBackend extends Pick<Backend, 'info' | 'dispose'> {
  load(plan: Plan, weights: Weights): Promise<RemoteProgram>;
}

function portablePlan({ phases: { unpack, forward, backward, update }, ...plan }: Plan): PortablePlan {
  return {
    ...plan,
    phases: {
      unpack: unpack.map(portable),
      forward: forward.map(portable),
      backward: backward.map(portable),
      update: update.map(portable),
    },
  };
}

export function createRemoteReference(): RemoteBackend {
  const thread = new Thread<Asked, Given>({
    open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    here: () => Promise.reject(new EngineError('device', 'there are no workers')),
  });
  let last: Promise<unknown> = Promise.resolve();
  let programs = 0;

  /** Runs one task at a time, in order. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  }

  async function send(program: number, writes: Iterable<readonly [tensor: TensorId, values: Float32Array]>) {
    const rest = yieldEvery();
    for (const [tensor, all] of writes) {
      for (let from = 0; from < all.length; from += PIECE) {
        const values = all.slice(from, from + PIECE);
        await thread.ask({ kind: 'write', program, tensor, from, values }, [values.buffer]);
        await rest();
      }
    }
  }

  async function load(plan: Plan, weights: Weights): Promise<RemoteProgram> {
    programs += 1;
    const program = programs;
    const first: [TensorId, Float32Array][] = [];
    weightsInto(plan, weights, ({ id }, values) => first.push([id, values]));
    await inTurn(async () => {
      await thread.ask({ kind: 'load', program, plan: portablePlan(plan) });
      await send(program, first);
    });
    let waiting = new Map<TensorId, Float32Array>();
    const tensor = (id: TensorId): Plan['tensors'][number] => {
      const found = plan.tensors[id];
      if (!found) throw new EngineError('graph', 'the plan has no such tensor', { got: id });
      return found;
    };
    return {
      plan,
      info,
      bytes: plan.arenas.reduce((sum, { floats }) => sum + 4 * floats, 0),
      write(id, values, isLent = false) {
        const { name, length } = tensor(id);
        if (values.length !== length) {
          throw new EngineError('shape', name, { expected: `${length} values`, got: values.length });
        }
        waiting.set(id, isLent ? values : values.slice());
      },
      run(phases: readonly Phase[] = ['forward']) {
        const writes = waiting;
        waiting = new Map();
        return inTurn(async () => {
          await send(program, writes);
          const { values, milliseconds } = await thread.ask({ kind: 'run', program, phases });
          return { output: values, ranges: new Map(), milliseconds };
        });
      },
      async read(id) {
        tensor(id);
        return (await inTurn(() => thread.ask({ kind: 'read', program, tensor: id }))).values;
      },
      dispose: () => void inTurn(() => thread.ask({ kind: 'dispose', program })).catch(() => {}),
    };
  }

  return { info, load, dispose: () => thread.close() };
}
