/** The page's one learner, its place kept in the address while the page "Lessons" is shown. */
import { followPage } from '../pageAddress';
import type { Playground } from '../playground';
import { names, readPlace, writePlace } from './address';
import { createLearner, type Learner } from './learner';

const made = new WeakMap<Playground, Learner>();

export function learnerOf(playground: Playground): Learner {
  const known = made.get(playground);
  if (known) return known;
  const learner = createLearner();
  made.set(playground, learner);
  followPage(playground, 'lessons', learner.store, {
    names,
    read(parameters) {
      const { place, glossary } = readPlace(parameters);
      return { ...learner.at(place), glossary };
    },
    write: writePlace,
  });
  return learner;
}
