/** The page's learner. The address holds its place while "Lessons" is shown; its models run on the page's backend. */
import { followStore } from '../../workspace/address/codec';
import { createJobs } from '../../workspace/jobs/createJobs';
import type { Playground } from '../playground';
import { isStep, placeCodec } from './address';
import { createLearner, type Learner } from './learner';
import { modelRuns } from './modelRuns';

export function createPageLearner(playground: Playground): Learner {
  const { session } = playground;
  const jobs = playground.workspace.part(createJobs);
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) jobs.close();
  });
  const learner = createLearner(modelRuns(jobs, () => session.getState().backend));
  followStore(playground.router, 'lessons', learner.store, {
    ...placeCodec,
    read(parameters) {
      const { place, glossary } = placeCodec.read(parameters);
      return { ...learner.at(place), glossary };
    },
    isStep,
  });
  return learner;
}
