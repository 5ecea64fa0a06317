/** Who draws on the pad when a palm, a pen and several fingers are on it, and what is taken back. */
import { beforeEach, expect, test } from 'vitest';
import { PadHand } from '../../../src/ui/explore/padHand';

let dropped = 0;
let hand: PadHand;

beforeEach(() => {
  dropped = 0;
  hand = new PadHand(() => {
    dropped += 1;
  });
});

const pointer = (pointerType: string) => (pointerId: number, clientX: number, clientY: number) => ({
  pointerType,
  pointerId,
  clientX,
  clientY,
});
const finger = pointer('touch');
const pen = pointer('pen');
const mouse = pointer('mouse');
const up = (id: number, pointerType = 'touch') => ({ pointerId: id, pointerType, type: 'pointerup' });

test('a pen takes over from a palm, however far that has slid, and the palm draws nothing more', () => {
  expect(hand.begin(finger(1, 100, 200))).toBe(true);
  expect(hand.move(finger(1, 160, 200))).toBe(true);
  expect(hand.begin(pen(2, 40, 40))).toBe(true);
  expect(dropped).toBe(1);
  expect(hand.move(finger(1, 190, 200))).toBe(false);
  expect(hand.begin(finger(3, 120, 220))).toBe(false);
  hand.end(up(1));
  expect(hand.move(pen(2, 60, 60))).toBe(true);
  hand.end(up(2, 'pen'));
  expect(dropped).toBe(1);
});

test('no finger draws while a pen hovers, and one does once it is gone', () => {
  expect(hand.move(pen(2, 40, 40))).toBe(false);
  expect(hand.begin(finger(1, 100, 200))).toBe(false);
  hand.end(up(1));
  hand.leave({ pointerType: 'pen' });
  expect(hand.begin(finger(3, 100, 200))).toBe(true);
  expect(dropped).toBe(0);
});

test('a finger takes over from a palm at rest, which may slide later on', () => {
  hand.begin(finger(1, 100, 200));
  hand.move(finger(1, 104, 203));
  expect(hand.begin(finger(2, 40, 40))).toBe(true);
  expect(dropped).toBe(1);
  expect(hand.move(finger(2, 80, 40))).toBe(true);
  expect(hand.move(finger(1, 130, 203))).toBe(false);
  expect(hand.move(finger(2, 90, 60))).toBe(true);
  expect(dropped).toBe(1);
});

test('two fingers that set off together draw nothing, and the next one does', () => {
  hand.begin(finger(1, 100, 100));
  hand.begin(finger(2, 140, 100));
  hand.move(finger(2, 152, 100));
  hand.move(finger(1, 88, 100));
  expect(dropped).toBe(2);
  expect(hand.move(finger(2, 190, 100))).toBe(false);
  expect(hand.move(finger(1, 50, 100))).toBe(false);
  hand.end(up(1));
  hand.end(up(2));
  expect(hand.begin(finger(3, 100, 100))).toBe(true);
  expect(dropped).toBe(2);
});

test('a line goes on when a second finger or the mouse comes to it, and a pen is never disturbed', () => {
  hand.begin(finger(1, 100, 100));
  hand.move(finger(1, 130, 100));
  expect(hand.begin(finger(2, 140, 200))).toBe(false);
  expect(hand.begin(mouse(3, 10, 10))).toBe(false);
  expect(hand.move(finger(1, 150, 100))).toBe(true);
  hand.end(up(1));
  hand.begin(pen(4, 50, 50));
  expect(hand.begin(mouse(3, 10, 10))).toBe(false);
  expect(hand.begin(pen(5, 10, 10))).toBe(false);
  expect(dropped).toBe(0);
});

test('what a cancelled touch has drawn goes; what another pointer has drawn stays', () => {
  hand.begin(finger(1, 100, 100));
  hand.end({ pointerId: 1, pointerType: 'touch', type: 'pointercancel' });
  expect(dropped).toBe(1);
  hand.begin(pen(2, 100, 100));
  hand.end({ pointerId: 2, pointerType: 'pen', type: 'pointercancel' });
  expect(dropped).toBe(1);
  expect(hand.begin(finger(3, 10, 10))).toBe(true);
});
