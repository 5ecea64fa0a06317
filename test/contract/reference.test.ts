import { createReferenceBackend } from '../../src/backend/reference';
import { describeContract } from './contract';

describeContract('the reference backend', async () => createReferenceBackend(), 12);
