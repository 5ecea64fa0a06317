/** The WASM backend, held to the contract in Node. */
import { createWasmBackend } from '../../src/backend/wasm';
import { describeContract } from './contract';

describeContract('the WASM backend', () => createWasmBackend({ threads: 1 }), 25);
