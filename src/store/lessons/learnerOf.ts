/**
 * The page's one learner: its place kept in the address while the page "Lessons" is shown, its small models run on the
 * backend that was chosen for the page.
 */
import { checkBackend, openBackend } from '../../backend';
import { backendMessage } from '../../workspace/messages';
import { followPage } from '../pageAddress';
import type { Playground } from '../playground';
import { say } from '../session';
import { isStep, names, readPlace, writePlace } from './address';
import { createLearner, type Learner } from './learner';
import { Workbench } from './workbench';

const made = new WeakMap<Playground, Learner>();

export function learnerOf(playground: Playground): Learner {
  const known = made.get(playground);
  if (known) return known;
  const { session } = playground;
  const workbench = new Workbench({
    open: (failed) => openBackend(session.getState().backend, failed),
    check: checkBackend,
    failed: (name, code, detail) => say(session, backendMessage(code, name, detail)),
  });
  session.subscribe((now, before) => {
    if (now.backend !== before.backend) workbench.close();
  });
  const learner = createLearner(workbench);
  made.set(playground, learner);
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
