/**
 * Running a phase: a list of commands in memory, each [table index, bytes, arguments...], in one call from outside.
 *
 * Threads run the same list (single program, multiple data): every kernel takes its thread's share, and all threads
 * meet at a barrier after each command. The barrier and the mailbox for work lie at addresses that the host hands in,
 * since module instances share nothing else.
 */

/** Byte offsets of the words of the team's control block; those that many threads watch have a cache line each. */
const GENERATION: usize = 0;
const ARRIVED: usize = 64;
const MAIL: usize = 128;
const COMMANDS: usize = 192;
const END: usize = 196;
/** Not zero once a thread has failed: the others must not wait for it. */
const FAILED: usize = 200;

/** Spins before a thread sleeps: some tens of microseconds, longer than the skew of most commands. */
const SPINS: u32 = 4000;

/**
 * Sleeps while the word at `at` is `old` (Atomics.wait). The host's, not memory.atomic.wait32: V8 up to 11.3 (Node 20)
 * waits at a wrong address from code of its baseline compiler.
 */
@external("env", "sleep")
declare function sleep(at: usize, old: u32): void;

let control: usize = 0;

/** Where the team's control block (256 bytes, zeroed) lies; called once on every instance. */
export function join(at: usize): void {
  control = at;
}

/** Waits until the word at `at` is no longer `old`. */
function awaitChange(at: usize, old: u32): void {
  for (let spin: u32 = 0; spin < SPINS; spin++) if (atomic.load<u32>(at) != old) return;
  while (atomic.load<u32>(at) == old) sleep(at, old);
}

function barrier(threads: u32): void {
  // A failing thread sets FAILED before it changes the generation, so that whoever reads the new one sees it.
  const generation = atomic.load<u32>(control + GENERATION);
  if (atomic.load<u32>(control + FAILED)) unreachable();
  if (atomic.add<u32>(control + ARRIVED, 1) == threads - 1) {
    atomic.store<u32>(control + ARRIVED, 0);
    atomic.add<u32>(control + GENERATION, 1);
    atomic.notify(control + GENERATION, threads);
    return;
  }
  awaitChange(control + GENERATION, generation);
  if (atomic.load<u32>(control + FAILED)) unreachable();
}

/** Runs the commands in [commands, end). */
export function run(commands: usize, end: usize, thread: u32, threads: u32, scratch: usize): void {
  if (ASC_FEATURE_THREADS) {
    if (threads > 1 && thread == 0) {
      store<u32>(control + COMMANDS, commands);
      store<u32>(control + END, end);
      atomic.add<u32>(control + MAIL, 1);
      atomic.notify(control + MAIL, threads);
    }
  }
  while (commands < end) {
    call_indirect<void>(load<u32>(commands), commands + 8, thread, threads, scratch);
    commands += load<u32>(commands, 4);
    if (ASC_FEATURE_THREADS) if (threads > 1) barrier(threads);
  }
}

/** The life of every thread but the first: runs what is posted until an empty list is. */
export function serve(thread: u32, threads: u32, scratch: usize): void {
  if (ASC_FEATURE_THREADS) {
    let mail: u32 = 0;
    while (true) {
      awaitChange(control + MAIL, mail);
      mail++;
      const commands: usize = load<u32>(control + COMMANDS);
      const end: usize = load<u32>(control + END);
      if (commands == end) return;
      run(commands, end, thread, threads, scratch);
    }
  }
}

/** First byte after the module's own data: where the host may lay out its memory. */
export function heapBase(): usize {
  return __heap_base;
}
