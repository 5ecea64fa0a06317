/** What a backend error means: whether another backend should take over, and what to report. */
import { EngineError } from '../core/errors';
import { type FailureCode, failureCode } from './messages';

/** Failure codes for backends that were skipped. */
export const refusalCode = {
  'backend-wrong': 'wrong',
  'backend-lost': 'lost',
  'backend-memory': 'memory',
  'backend-failed': 'failed',
} as const;

/** A backend's kernels disagree with their twins. */
export class WrongResults extends Error {}

/**
 * The code under which to skip a backend that failed to load; null for an error of the model itself, which would recur
 * on every backend.
 */
export function passOverCode(error: unknown): FailureCode | null {
  if (error instanceof WrongResults) return 'backend-wrong';
  if (!(error instanceof EngineError)) return 'backend-failed';
  return ['device', 'memory', 'unsupported'].includes(error.code) ? failureCode(error) : null;
}

/** Why a run failed: a device that reports its own error is as good as lost, and may come back. */
export const runFailure = (error: unknown): FailureCode =>
  error instanceof EngineError && error.code === 'device' ? 'backend-lost' : failureCode(error);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
