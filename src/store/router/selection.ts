/**
 * Keeps the selection, the address and the browser's history in step. Going a level deeper adds a history entry;
 * another selection at the same level replaces the current entry; going up goes back over the entries that led there,
 * so that "back" never shows the same view twice.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Lose } from '../../workspace/address/codec';
import {
  type Level,
  levelOf,
  parseSelection,
  type Selection,
  sameSelection,
  selectionText,
} from '../../workspace/selection';
import type { WorkspaceState } from '../../workspace/workspace';
import type { Router } from './router';

/** The address parameter. */
const AT = 'at';

/** Levels of the history entries below one, as far as they were made here. */
function levelsBelow({ below }: { readonly below?: unknown }): readonly Level[] {
  return Array.isArray(below) ? below.filter((level): level is Level => [0, 1, 2].includes(level)) : [];
}

export function followSelection(
  store: StoreApi<Pick<WorkspaceState, 'network' | 'selection'> & { readonly model: unknown }>,
  router: Router,
): void {
  /** The selection to make in the network being loaded; null once it stands. */
  let asked: { readonly text: string | null; readonly lose?: Lose } | null = { text: null };
  /** The selection is being read from the address. */
  let isTaking = false;

  function textOf(): string | null {
    const { selection, network } = store.getState();
    return selection && network && selectionText(selection, network.units);
  }

  /** The selection that a text names in the current network. */
  function selected(text: string | null): Selection | null {
    const { network } = store.getState();
    return network && parseSelection(text, network.units);
  }

  function take(text: string | null, lose?: Lose): void {
    const selection = selected(text);
    if (text !== null && !selection) lose?.('selection');
    isTaking = true;
    store.setState({ selection });
    isTaking = false;
  }

  const changed = router.add({
    names: [AT],
    write: () => ({ [AT]: asked ? asked.text : textOf() }),
    take({ parameters, lose }) {
      const text = parameters.get(AT);
      if (asked) asked = { text, lose };
      else take(text, lose);
    },
  });

  /** Brings the history to the current selection, from an entry at level `from`. */
  function settle(from: Level): void {
    const level = levelOf(store.getState().selection);
    const below = levelsBelow(router.notes());
    const steps = below.filter((other) => other >= level).length;
    if (level > from) changed('step', { below: [...below, from] });
    else if (level < from && steps > 0) {
      router.back(steps, () => settle(levelOf(selected(router.parameters().get(AT)))));
    } else changed('now');
  }

  store.subscribe((now, before) => {
    if (isTaking) return;
    if (now.network !== before.network) {
      const { text, lose } = asked ?? { text: textOf() };
      asked = null;
      take(text, lose);
      changed('now');
    } else if (now.model !== before.model) {
      // A selection belongs to one model. An address that names both is read after this.
      asked = { text: null };
      changed('now');
    } else if (!sameSelection(now.selection, before.selection)) {
      // While another model loads, either the selection is cleared or the person selects in the current one.
      if (asked && !now.selection) return;
      asked = null;
      if (!router.isGoingBack()) settle(levelOf(before.selection));
    }
  });
}
