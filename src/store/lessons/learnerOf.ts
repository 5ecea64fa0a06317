/**
 * The page's one learner: its place kept in the address while the page "Lessons" is shown, its small models run on the
 * backend that was chosen for the page.
 */
import { checkBackend, openBackend } from '../../backend';
import { backendMessage } from '../../workspace/messages';
import { followPage } from '../pageAddress';
import type { Playground } from '../playground';
import { isStep, names, readPlace, writePlace } from './address';
import { createLearner, type Learner } from './learner';
import { Workbench } from './workbench';

export function createPageLearner(playground: Playground): Learner {
  const { session, host } = playground;
  const workbench = new Workbench({
    open: (failed) => openBackend(session.getState().backend, failed),
    check: checkBackend,
    failed: (name, code, detail) => host.say(backendMessage(code, name, detail)),
  });
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) workbench.close();
  });
  const learner = createLearner(workbench);
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
