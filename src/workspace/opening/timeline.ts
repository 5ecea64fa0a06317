/** What happens when while the page opens for the first time: a ghost writes, the values travel, the answer lights up. */

export type OpeningPhase = 'pen' | 'wave' | 'answer' | 'rest';

export interface OpeningMoment {
  readonly phase: OpeningPhase;
  /** How much of the drawing stands, 0 to 1. */
  readonly drawn: number;
  /** How many layers the values have reached. */
  readonly reached: number;
}

/** Milliseconds of each phase; the last one lasts. */
export const PEN = 1600;
export const WAVE = 1600;
export const ANSWER = 400;
/** How many times as long the wave takes where it is watched. */
export const SLOW = 4;

/**
 * A hand's way from rest to rest: the movement of least jerk.
 * Flash and Hogan, The coordination of arm movements (1985), equation 3.
 */
const handAt = (t: number): number => t ** 3 * (10 + t * (6 * t - 15));

/** The moment `time` milliseconds after the start, in a network of so many shown layers. */
export function openingAt(time: number, layers: number): OpeningMoment {
  if (time < PEN) return { phase: 'pen', drawn: handAt(Math.max(0, time) / PEN), reached: 0 };
  const passed = time - PEN;
  if (passed < WAVE) return { phase: 'wave', drawn: 1, reached: Math.min(layers, Math.ceil((layers * passed) / WAVE)) };
  return { phase: passed < WAVE + ANSWER ? 'answer' : 'rest', drawn: 1, reached: layers };
}

/** The last moment, for people who want nothing to move. */
export const openedAt = (layers: number): OpeningMoment => openingAt(Infinity, layers);
