/**
 * The worker behind a program in the page: thread 0 of its team, which may block where the page may not. Handles
 * messages in order; a run answers with copies of the requested values that the page cannot see in shared memory.
 */
import type { DrawnMap } from '../paint/layout';
import { RANGE_STRIDE, scanMaps } from '../paint/ranges';
import { instantiate, type KernelInstance } from './instance';
import type { FromWorker, RunMessage, StartMessage, ToWorker } from './messages';

let shown: readonly DrawnMap[] = [];
let started: { readonly instance: KernelInstance; readonly message: StartMessage } | null = null;

async function start(message: StartMessage): Promise<void> {
  let memory: WebAssembly.Memory;
  if (message.memory instanceof WebAssembly.Memory) memory = message.memory;
  else {
    memory = new WebAssembly.Memory({ initial: message.memory.pages });
    new Uint8Array(memory.buffer).set(new Uint8Array(message.memory.commands));
  }
  const instance = await instantiate(message.compiled, memory, message.names);
  instance.join(message.control);
  started = { instance, message };
}

function answer(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

function run({ id, lists, wanted, into, ranges: isAsked }: RunMessage): void {
  if (!started) throw new Error('a run came before the start');
  const { instance, message } = started;
  const began = performance.now();
  for (const list of lists) instance.run(list.start, list.end, message.threads, message.scratch, message.scratchStep);
  const milliseconds = performance.now() - began;
  const values = wanted.map(({ address, length }, k) => {
    const copy = into[k] ?? new Float32Array(length);
    copy.set(new Float32Array(instance.memory.buffer, address, length));
    return copy;
  });
  // Here rather than in the page: a map of a million values takes milliseconds.
  const ranges = new Float32Array(isAsked ? shown.length * RANGE_STRIDE : 0);
  if (ranges.length > 0) scanMaps(shown, (address) => new Float32Array(instance.memory.buffer, address), ranges);
  answer({ id, milliseconds, values, ranges }, [...values.map(({ buffer }) => buffer), ranges.buffer]);
}

addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  const id = data.kind === 'run' ? data.id : 0;
  try {
    if (data.kind === 'start') {
      await start(data);
      answer({ id, milliseconds: 0, values: [], ranges: new Float32Array() });
    } else if (data.kind === 'run') run(data);
    else if (data.kind === 'show') shown = data.maps;
    else if (started)
      new Float32Array(started.instance.memory.buffer, data.address, data.values.length).set(data.values);
  } catch (error) {
    // What starting asks of the machine is memory, so a RangeError means it refused.
    const code = data.kind === 'start' && error instanceof RangeError ? 'memory' : 'device';
    answer({ id, error: error instanceof Error ? error.message : String(error), code });
  }
});
