/** Editing of the page's network: `playground.part(createEditing)`. The address holds the edits on "Explore". */
import { editNames } from '../workspace/edit/codec';
import { Editing } from '../workspace/edit/editing';
import { firstPage } from './pages';
import type { Playground } from './playground';

export function createEditing({ workspace, router }: Playground): Editing {
  const editing = new Editing(workspace);
  const changed = router.add({
    page: firstPage,
    names: editNames,
    long: ['edit'],
    write: (lose) => editing.told(lose),
    take: (arrival) => editing.follow(arrival),
  });
  editing.store.subscribe(() => changed('rested'));
  return editing;
}
