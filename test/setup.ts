/**
 * Property tests draw the same cases each time, so that a run is repeatable. To look for new ones:
 * VITE_TEST_SEED=$RANDOM npx vitest run
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(import.meta.env.VITE_TEST_SEED ?? 2026) });
