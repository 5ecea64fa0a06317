/** The worker that holds calls to their twins: the plain kernels take a large layer seconds. */
import { answering } from '../../core/thread';
import { checkCall } from './checkCall';

answering(checkCall);
