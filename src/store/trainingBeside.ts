/** The run that the one at work is compared with: `playground.part(createBeside)`. */
import { Beside } from '../workspace/training/beside';
import type { Playground } from './playground';
import { createTrainPage, workspaceOn } from './training';

export function createBeside(playground: Playground): Beside {
  const { training, runs } = playground.part(createTrainPage);
  return new Beside(workspaceOn(playground, training.subject), runs);
}
