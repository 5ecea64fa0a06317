/**
 * Runs a phase in one call from the host: a list of commands in memory, each [table index, bytes, arguments...].
 *
 * A team works through one command at a time. Thread 0 begins; a kernel whose call is worth sharing cuts it into a few
 * parts per thread, and whichever thread is free takes the next. So a thread that sleeps, or has lost its core to other
 * work, delays nobody: thread 0 does its parts too, and waits only for those that another has begun. Which thread takes
 * a part does not change a bit of the result.
 * The team's shared words are at an address the host passes in, since module instances share nothing else.
 */

/** Byte offsets of the words in the team's control block; those that change at different times have separate lines. */
const LEFT: usize = 0; // parts not taken yet; zero or less: there is nothing to do
const DONE: usize = 64; // parts finished; from FAILURE on: a thread has failed
const CALLS: usize = 128; // a new number wakes sleeping threads
const SLEEPERS: usize = 132;
const COMMAND: usize = 192; // the command's address; zero: the team is dissolved
const ROUND: usize = 196; // numbers the commands, so that a thread recognises parts of the one it has prepared for
const SCRATCH: usize = 200; // address of the first thread's scratch, and the step to the next one's
const STEP: usize = 204;
const PARTS: usize = 208; // how many parts the command was cut into

const FAILURE: u32 = 65536;

/** Parts per thread: threads then finish within about one part of each other. */
const FINENESS: u32 = 4;

/** Spins before a thread sleeps: about a tenth of a millisecond, so that a frame right after finds it awake. */
const SPINS: u32 = 30000;

/**
 * Sleeps while the word at `at` is `old` (Atomics.wait). The host's, not memory.atomic.wait32: baseline-compiled code
 * in V8 up to 11.3 (Node 20) waits at a wrong address; and a page's own thread, which may not sleep, spins on.
 */
@external("env", "sleep")
declare function sleep(at: usize, old: u32): void;

let control: usize = 0;

/** Whether this is the thread's first part of a command: what it prepares in scratch serves its other parts. */
export let fresh: bool = true;

/** Sets the address of the team's control block (256 bytes, zeroed); called once on every instance. */
export function join(at: usize): void {
  control = at;
}

/** Whether the first thread is working on a command that no other thread knows of. */
let alone: bool = false;
/** The command the first thread is working on. */
let current: usize = 0;

/**
 * How many parts a kernel is to cut its call into, for others to take: `parts` if that is worth it, else one. Every
 * kernel asks once, before doing anything that the parts share.
 */
export function cut(parts: u32, worth: bool): u32 {
  if (!worth) return 1;
  if (ASC_FEATURE_THREADS) {
    if (alone) {
      alone = false;
      layOutParts(parts);
    }
  }
  return parts;
}

/** For kernels whose parts each prepare much: one part per thread. */
@inline
export function coarse(parts: u32): u32 {
  return (parts + FINENESS - 1) / FINENESS;
}

@inline
function call(command: usize, part: u32, parts: u32, scratch: usize): void {
  call_indirect<void>(load<u32>(command), command + 8, part, parts, scratch);
}

/** Offers the other threads all parts of the command but the first, and wakes sleepers. */
function layOutParts(parts: u32): void {
  store<u32>(control + COMMAND, current);
  store<u32>(control + ROUND, load<u32>(control + ROUND) + 1);
  store<u32>(control + PARTS, parts);
  atomic.store<u32>(control + DONE, 1);
  atomic.store<i32>(control + LEFT, parts - 1);
  if (atomic.load<u32>(control + SLEEPERS)) {
    atomic.add<u32>(control + CALLS, 1);
    atomic.notify(control + CALLS, -1);
  }
}

/** Runs a command as the first of `threads`. */
function together(command: usize, threads: u32, scratch: usize): void {
  alone = true;
  current = command;
  call(command, 0, threads * FINENESS, scratch);
  if (alone) return;
  fresh = false;
  const parts = load<u32>(control + PARTS);
  for (;;) {
    const left = atomic.sub<i32>(control + LEFT, 1);
    if (left <= 0) break;
    call(command, parts - left, threads * FINENESS, scratch);
    atomic.add<u32>(control + DONE, 1);
  }
  for (let spin: u32 = 0; ; spin++) {
    const done = atomic.load<u32>(control + DONE);
    if (done == parts) return;
    if (done >= FAILURE) unreachable();
    if (spin >= SPINS) sleep(control + DONE, done);
  }
}

/** Runs the commands in [commands, end) as the first of `threads`, whose scratch areas are `step` bytes apart. */
export function run(commands: usize, end: usize, threads: u32, scratch: usize, step: usize): void {
  if (ASC_FEATURE_THREADS) {
    if (threads > 1) {
      store<u32>(control + SCRATCH, scratch);
      store<u32>(control + STEP, step);
    }
  }
  for (; commands < end; commands += load<u32>(commands, 4)) {
    fresh = true;
    if (ASC_FEATURE_THREADS) {
      if (threads > 1) {
        together(commands, threads, scratch);
        continue;
      }
    }
    call(commands, 0, 1, scratch);
  }
}

/** Waits until there are parts to take. */
function awaitParts(): void {
  for (let spin: u32 = 0; spin < SPINS; spin++) if (atomic.load<i32>(control + LEFT) > 0) return;
  // The first thread checks for sleepers after laying out parts; a sleeper checks for parts after announcing itself.
  atomic.add<u32>(control + SLEEPERS, 1);
  for (;;) {
    const calls = atomic.load<u32>(control + CALLS);
    if (atomic.load<i32>(control + LEFT) > 0) break;
    sleep(control + CALLS, calls);
  }
  atomic.sub<u32>(control + SLEEPERS, 1);
}

/** The main loop of every thread but the first: takes parts until the team is dissolved. */
export function serve(thread: u32, threads: u32): void {
  if (ASC_FEATURE_THREADS) {
    let round: u32 = 0;
    for (;;) {
      awaitParts();
      const left = atomic.sub<i32>(control + LEFT, 1);
      if (left <= 0) continue;
      // Taking a part keeps its command in place until the part is done.
      const command: usize = load<u32>(control + COMMAND);
      if (!command) return;
      fresh = load<u32>(control + ROUND) != round;
      round = load<u32>(control + ROUND);
      const parts = load<u32>(control + PARTS);
      const scratch: usize = load<u32>(control + SCRATCH) + thread * load<u32>(control + STEP);
      call(command, parts - left, threads * FINENESS, scratch);
      if (atomic.add<u32>(control + DONE, 1) + 1 == parts) atomic.notify(control + DONE, 1);
    }
  }
}

/** First byte after the module's own data, where the host may lay out its memory. */
export function heapBase(): usize {
  return __heap_base;
}
