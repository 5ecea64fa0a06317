/** The editing of the page's network, its edits kept in the address while the page "Explore" is shown. */
import { Editing } from '../workspace/edit/editing';
import type { Playground } from './playground';

export function createEditing({ workspace, session }: Playground): Editing {
  const editing = new Editing(workspace, window, () => session.getState().page === 'explore');
  session.subscribe((now, before) => {
    if (now.page !== before.page) editing.tell();
  });
  return editing;
}
