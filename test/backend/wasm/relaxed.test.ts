/** The kernels built with fused multiply-add against their plain twins; Node 20 has it behind a flag. */
import { setFlagsFromString } from 'node:v8';
import { compareKernels } from './compareKernels';

if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

compareKernels('relaxed SIMD');
