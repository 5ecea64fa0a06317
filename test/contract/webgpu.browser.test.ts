import { createWebGpuBackend } from '../../src/backend/webgpu';
import { describeContract } from './contract';

describeContract('the WebGPU backend', () => createWebGpuBackend({ allowFallbackAdapter: true }), 6);
