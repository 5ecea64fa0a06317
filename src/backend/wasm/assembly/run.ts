/**
 * Running a phase: a list of commands in memory, each [table index, bytes, arguments...], in one call from outside.
 *
 * A team works off one command at a time. The first thread begins; a kernel whose call is worth sharing cuts it into a
 * few parts a thread, and whoever is free takes the next one. So a thread that sleeps, or has lost its core to other
 * work, holds nobody up: the first thread does its parts too, and waits only for those that another has begun. Which
 * thread takes a part changes no bit of the result.
 * The words that the team shares lie at an address that the host hands in, since module instances share nothing else.
 */

/** Byte offsets of the words of the team's control block; those that change at different times have a cache line each. */
const LEFT: usize = 0; // parts that nobody has taken yet; zero or less: there is nothing to do
const DONE: usize = 64; // parts finished; from FAILURE on: a thread has failed
const CALLS: usize = 128; // a new number wakes who sleeps
const SLEEPERS: usize = 132;
const COMMAND: usize = 192; // the command's address; zero: the team is dissolved
const ROUND: usize = 196; // numbers the commands, so that a thread knows a part of the one that it has prepared for
const SCRATCH: usize = 200; // where scratch lies: the first thread's, and the step to the next one's
const STEP: usize = 204;
const PARTS: usize = 208; // how many the command was cut into

const FAILURE: u32 = 65536;

/** Parts a thread: the last ones to finish differ by one part at most. */
const FINENESS: u32 = 4;

/** Spins before a thread sleeps: about a tenth of a millisecond, so that the next frame of a row finds it awake. */
const SPINS: u32 = 30000;

/**
 * Sleeps while the word at `at` is `old` (Atomics.wait). The host's, not memory.atomic.wait32: V8 up to 11.3 (Node 20)
 * waits at a wrong address from code of its baseline compiler; and a page's own thread, which may not sleep, spins on.
 */
@external("env", "sleep")
declare function sleep(at: usize, old: u32): void;

let control: usize = 0;

/** Whether this is the first part of a command that this thread takes: what it prepares in scratch serves the others. */
export let fresh: bool = true;

/** Where the team's control block (256 bytes, zeroed) lies; called once on every instance. */
export function join(at: usize): void {
  control = at;
}

/** Whether the first thread is at work on a command that nobody else knows of. */
let alone: bool = false;
/** The command that the first thread is at work on. */
let current: usize = 0;

/**
 * Into how many parts a kernel is to cut its call, which others may then take: `parts` where that is worth it, else one.
 * Every kernel asks once, before it does anything that the parts share.
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

/** For kernels whose every part prepares much: a part a thread. */
@inline
export function coarse(parts: u32): u32 {
  return (parts + FINENESS - 1) / FINENESS;
}

@inline
function call(command: usize, part: u32, parts: u32, scratch: usize): void {
  call_indirect<void>(load<u32>(command), command + 8, part, parts, scratch);
}

/** Lets the others take all parts of the command but the first, and wakes who sleeps. */
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

/** Runs the commands in [commands, end) as the first of `threads`, whose scratch lies at steps of `step`. */
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
  // The first thread looks for sleepers after it has laid out parts, and a sleeper for parts after it has said so.
  atomic.add<u32>(control + SLEEPERS, 1);
  for (;;) {
    const calls = atomic.load<u32>(control + CALLS);
    if (atomic.load<i32>(control + LEFT) > 0) break;
    sleep(control + CALLS, calls);
  }
  atomic.sub<u32>(control + SLEEPERS, 1);
}

/** The life of every thread but the first: takes parts until the team is dissolved. */
export function serve(thread: u32, threads: u32): void {
  if (ASC_FEATURE_THREADS) {
    let round: u32 = 0;
    for (;;) {
      awaitParts();
      const left = atomic.sub<i32>(control + LEFT, 1);
      if (left <= 0) continue;
      // A part that is taken keeps its command in place until it is done.
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

/** First byte after the module's own data: where the host may lay out its memory. */
export function heapBase(): usize {
  return __heap_base;
}
