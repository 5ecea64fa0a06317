/** Turns: one at a time, the most urgent next, and among equals whoever was started first. */
import { expect, test } from 'vitest';
import { type Priority, Turns } from '../../../src/workspace/jobs/turns';

const never = new AbortController().signal;

/** Takes a turn for each and tells in which order they came. */
function line() {
  const turns = new Turns();
  const came: string[] = [];
  const take = (name: string, priority: Priority, order: number, signal = never) =>
    turns.take({ priority, order }, signal, async () => void came.push(name));
  return { turns, came, take };
}

test('what is more urgent goes first, and among equals what was started first', async () => {
  const { came, take } = line();
  await Promise.all([
    take('b', 'background', 1),
    take('n2', 'normal', 3),
    take('n1', 'normal', 2),
    take('u', 'urgent', 4),
  ]);
  expect(came).toEqual(['u', 'n1', 'n2', 'b']);
});

test('whoever has been served asks again before the next is served, and lets go before what is more urgent', async () => {
  const { came, take } = line();
  const long = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await take(`long ${i}`, 'normal', 1);
      if (i === 1) void take('urgent', 'urgent', 3);
    }
  };
  await Promise.all([long(), take('later', 'normal', 2)]);
  expect(came).toEqual(['long 0', 'long 1', 'urgent', 'long 2', 'later']);
});

test('one thing is under way at a time, and what fails does not stop the line', async () => {
  const turns = new Turns();
  let under = 0;
  const work = async (): Promise<void> => {
    under += 1;
    expect(under).toBe(1);
    await new Promise((resolve) => setTimeout(resolve));
    under -= 1;
    throw new Error('failed');
  };
  const all = [1, 2, 3].map((order) => turns.take({ priority: 'normal', order }, never, work));
  for (const { status } of await Promise.allSettled(all)) expect(status).toBe('rejected');
  expect(await turns.take({ priority: 'normal', order: 4 }, never, async () => 'served')).toBe('served');
});

test('who is called off leaves the line', async () => {
  const { came, take } = line();
  const off = new AbortController();
  const first = take('first', 'normal', 1);
  const second = take('second', 'normal', 2, off.signal);
  off.abort();
  await expect(second).rejects.toBe(off.signal.reason);
  await expect(take('third', 'normal', 3, off.signal)).rejects.toBe(off.signal.reason);
  await first;
  expect(came).toEqual(['first']);
});
