/** The worker that opens files: they may be large, and damaged. */
import { answering } from '../../../core/thread';
import { decodeSmall } from './decode';
import { openFiles } from './opening';

answering((files: Parameters<typeof openFiles>[0], progress) => openFiles(files, decodeSmall, progress));
