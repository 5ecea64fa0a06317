/** The WebGPU backend, held to the contract on the software adapter; without an adapter it fails. */
import { createWebGpuBackend } from '../../src/backend/webgpu';
import { describeContract } from './contract';

describeContract('the WebGPU backend', () => createWebGpuBackend({ allowFallbackAdapter: true }), 6);
