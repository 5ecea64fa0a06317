/** The worker that runs the twins: any number of programs, until it is terminated. */
import { EngineError } from '../../core/errors';
import { answering, buffersOf } from '../../core/thread';
import { callOf } from '../../kernels/portable';
import type { Plan, Program } from '../types';
import { createReferenceBackend } from '.';
import type { Asked, Given, PortablePlan } from './messages';

const programs = new Map<number, Program>();

async function load(number: number, { phases: sent, ...plan }: PortablePlan): Promise<void> {
  const { unpack, forward, backward, update } = sent;
  const phases: Plan['phases'] = {
    unpack: unpack.map(callOf),
    forward: forward.map(callOf),
    backward: backward.map(callOf),
    update: update.map(callOf),
  };
  const weights = plan.tensors
    .filter(({ arena }) => plan.arenas[arena]?.kind !== 'map')
    .map(({ name, length }) => [name, new Float32Array(length)] as const);
  programs.set(number, await createReferenceBackend().load({ ...plan, phases }, new Map(weights)));
}

async function answer(asked: Asked): Promise<Given> {
  const nothing: Given = { values: new Float32Array(), milliseconds: 0 };
  if (asked.kind === 'load') {
    await load(asked.program, asked.plan);
    return nothing;
  }
  const program = programs.get(asked.program);
  if (!program) throw new EngineError('device', 'the program has been disposed of');
  switch (asked.kind) {
    case 'write':
      program.view(asked.tensor)?.set(asked.values, asked.from);
      return nothing;
    case 'run': {
      const { output, milliseconds } = await program.run(asked.phases);
      return { values: output, milliseconds };
    }
    case 'read':
      return { values: await program.read(asked.tensor), milliseconds: 0 };
    case 'dispose':
      program.dispose();
      programs.delete(asked.program);
      return nothing;
  }
}

answering(answer, ({ values }) => buffersOf([values]));
