/** The worker that compares calls with their twins: the plain kernels take seconds for a large layer. */
import { answering } from '../../core/thread';
import { checkCall } from './checkCall';

answering(checkCall);
