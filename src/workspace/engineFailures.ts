/** What an error of a backend means: whether another one should take over, and what is said of it. */
import { EngineError } from '../core/errors';
import { type FailureCode, failureCode } from './messages';

/** What a failure is called where backends are passed over. */
export const refusalCode = {
  'backend-wrong': 'wrong',
  'backend-lost': 'lost',
  'backend-memory': 'memory',
  'backend-failed': 'failed',
} as const;

/** A backend's kernels disagree with their twins. */
export class WrongResults extends Error {}

/** As what a failure to load is passed over, or null: an error of the model itself would come again everywhere. */
export function passOverCode(error: unknown): FailureCode | null {
  if (error instanceof WrongResults) return 'backend-wrong';
  if (!(error instanceof EngineError)) return 'backend-failed';
  return ['device', 'memory', 'unsupported'].includes(error.code) ? failureCode(error) : null;
}

/** What made a run fail: a device that answers with an error of its own is as good as lost, and may come back. */
export const runFailure = (error: unknown): FailureCode =>
  error instanceof EngineError && error.code === 'device' ? 'backend-lost' : failureCode(error);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
