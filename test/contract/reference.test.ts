/** The plain twins as a backend, held to the contract: float32 storage against float64. */
import { createReferenceBackend } from '../../src/backend/reference';
import { describeContract } from './contract';

describeContract('the reference backend', async () => createReferenceBackend(), 12);
