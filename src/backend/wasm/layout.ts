/**
 * A program's static memory plan: where the team's control block, the command lists, the arenas and the threads'
 * scratch lie in its one WASM memory. Nothing is allocated after load, so views of the memory stay valid.
 */

import { EngineError } from '../../core/errors';
import { packParams } from '../../core/params';
import type { KernelCall } from '../../kernels/kernel';
import { portsOf } from '../callPlan';
import type { Phase, Plan } from '../types';
import { kernelNames } from './module';

const PAGE = 65536;
/** 4 GiB less a page: the most that a WASM memory may hold and a pointer can reach. */
const MOST_BYTES = 65535 * PAGE;
/** Cache line size of common machines; the kernels' scratch layouts assume it too. */
const LINE = 64;
/** Bytes of the team's shared words (assembly/run.ts). */
export const CONTROL_BYTES = 256;
/** Kernel index and byte size before a command's arguments. */
const COMMAND_HEADER = 8;

/** A phase's commands: from the address of the first to just past the last. */
export interface CommandList {
  readonly start: number;
  readonly end: number;
  readonly calls: number;
}

export interface Layout {
  /** Bytes of memory, in whole pages. */
  readonly bytes: number;
  readonly control: number;
  readonly phases: { readonly [P in Phase]: CommandList };
  /** Address of each arena. */
  readonly arenas: readonly number[];
  /** Address of thread 0's scratch; the others' follow, `scratchStep` bytes apart. */
  readonly scratch: number;
  readonly scratchStep: number;
}

const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Bytes of a call's arguments: port pointers, then parameters. */
function argumentBytes(call: KernelCall): number {
  return 4 * (call.ins.length + call.outs.length + Object.keys(call.kernel.params).length);
}

function writeArguments(plan: Plan, arenas: readonly number[], call: KernelCall, into: DataView, at: number): void {
  let offset = at;
  for (const id of portsOf(call)) {
    let pointer = 0;
    if (id !== null) {
      const tensor = plan.tensors[id];
      const arena = tensor && arenas[tensor.arena];
      if (!tensor || arena === undefined) throw new EngineError('graph', 'a call names a tensor that does not exist');
      pointer = arena + tensor.offset * 4;
    }
    into.setUint32(offset, pointer, true);
    offset += 4;
  }
  packParams(call.kernel.params, call.params, into, offset);
}

/** Asks the module how many scratch bytes per thread a call needs; its arguments are in `block`. */
export type ScratchSize = (kernel: string, block: DataView) => number;

/**
 * Lays out a plan for a number of threads, from `base` on. Throws EngineError('memory') when it does not fit into a
 * WASM memory, and EngineError('unsupported') for a kernel the module lacks.
 */
export function layOut(plan: Plan, base: number, threads: number, scratchSize: ScratchSize): Layout {
  // At the same address for every plan, so that a reused team finds it there.
  const control = roundUp(base, LINE);
  let at = control + CONTROL_BYTES;
  const lists = new Map<Phase, CommandList>();
  for (const [phase, calls] of Object.entries(plan.phases) as [Phase, readonly KernelCall[]][]) {
    const start = at;
    for (const call of calls) at += COMMAND_HEADER + argumentBytes(call);
    lists.set(phase, { start, end: at, calls: calls.length });
  }
  const list = (phase: Phase): CommandList => lists.get(phase) ?? { start: at, end: at, calls: 0 };
  const arenas: number[] = [];
  for (const { floats } of plan.arenas) {
    at = roundUp(at, LINE);
    arenas.push(at);
    at += floats * 4;
  }
  const scratch = roundUp(at, LINE);
  let most = 0;
  for (const call of Object.values(plan.phases).flat()) {
    const block = new DataView(new ArrayBuffer(argumentBytes(call)));
    writeArguments(plan, arenas, call, block, 0);
    most = Math.max(most, scratchSize(call.kernel.name, block));
  }
  // The extra line keeps neighbouring threads' scratch off a common cache line.
  const scratchStep = roundUp(most, LINE) + LINE;
  const bytes = roundUp(scratch + threads * scratchStep, PAGE);
  if (bytes > MOST_BYTES) {
    throw new EngineError('memory', 'the network does not fit into a WebAssembly memory', {
      expected: `${Math.ceil(bytes / 2 ** 20)} MiB`,
      got: `at most ${Math.floor(MOST_BYTES / 2 ** 20)} MiB`,
    });
  }
  return {
    bytes,
    control,
    phases: { unpack: list('unpack'), forward: list('forward'), backward: list('backward'), update: list('update') },
    arenas,
    scratch,
    scratchStep,
  };
}

/** Each call of a phase as a command list of its own. */
export function singleCommands(plan: Plan, layout: Layout, phase: Phase): readonly CommandList[] {
  let at = layout.phases[phase].start;
  return plan.phases[phase].map((call) => {
    const start = at;
    at += COMMAND_HEADER + argumentBytes(call);
    return { start, end: at, calls: 1 };
  });
}

/** A list repeated `times` times; empty without a list. */
export const repeated = (list: CommandList | undefined, times: number): readonly CommandList[] =>
  list ? Array<CommandList>(times).fill(list) : [];

/** Writes the command lists into memory; kernels are numbered from `firstKernel` in the order of kernelNames. */
export function writeCommands(plan: Plan, layout: Layout, firstKernel: number, memory: DataView): void {
  for (const [phase, calls] of Object.entries(plan.phases) as [Phase, readonly KernelCall[]][]) {
    let at = layout.phases[phase].start;
    for (const call of calls) {
      const index = kernelNames.indexOf(call.kernel.name);
      if (index < 0) throw new EngineError('unsupported', `there is no WASM kernel ${call.kernel.name}`);
      const size = COMMAND_HEADER + argumentBytes(call);
      memory.setUint32(at, firstKernel + index, true);
      memory.setUint32(at + 4, size, true);
      writeArguments(plan, layout.arenas, call, memory, at + COMMAND_HEADER);
      at += size;
    }
  }
}
