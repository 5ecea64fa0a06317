/** Every WASM kernel against its plain twin: random shapes, absent optional ports, and values that are no numbers. */
import { hasRelaxedSimd } from '../../../src/backend/wasm/builds';
import { compareKernels } from './compareKernels';

compareKernels(hasRelaxedSimd() ? 'relaxed SIMD' : 'SIMD');
