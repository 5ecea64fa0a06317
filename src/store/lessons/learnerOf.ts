/**
 * The page's one learner: its place kept in the address while the page "Lessons" is shown, its small models run on the
 * backend that was chosen for the page.
 */
import { createJobs } from '../../workspace/jobs/createJobs';
import { followPage } from '../pageAddress';
import type { Playground } from '../playground';
import { isStep, names, readPlace, writePlace } from './address';
import { createLearner, type Learner } from './learner';
import { modelRuns } from './modelRuns';

export function createPageLearner(playground: Playground): Learner {
  const { session } = playground;
  const jobs = playground.workspace.part(createJobs);
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) jobs.close();
  });
  const learner = createLearner(modelRuns(jobs, () => session.getState().backend));
  followPage(playground, 'lessons', learner.store, {
    names,
    read(parameters) {
      const { place, glossary } = readPlace(parameters);
      return { ...learner.at(place), glossary };
    },
    write: writePlace,
    isStep,
  });
  return learner;
}
