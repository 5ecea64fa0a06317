/** The worker that trains: the page asks, and goes on showing what it has. */
import { answering } from '../../core/thread';
import { createAnswers, handedOver } from './questions';

answering(createAnswers(), handedOver);
