/**
 * A network while it is being built. What works stands in the recipe, and the run follows it; rows that do not fit
 * together are only here, until they do. Every change can be undone.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { changed, type History, noHistory, redone, undone } from '../../history';
import { givenBy, networkOfRows, rowsOf, sameNetwork } from '../networks';
import type { Recipe } from '../recipe';
import type { SetFacts } from '../sets';
import { examine } from './examine';
import type { Rows } from './rows';

export interface BuilderState {
  /** Rows that do not fit together; null: those of the recipe are shown. */
  readonly draft: Rows | null;
  readonly history: History<Rows>;
  /** The row whose attributes are shown. */
  readonly chosen: number | null;
}

export class Builder {
  readonly store = createStore<BuilderState>()(() => ({ draft: null, history: noHistory, chosen: null }));
  /** Whether a change of the recipe is this builder's own. */
  private isPutting = false;

  /** `set`: what is learned from at the moment. */
  constructor(
    private readonly recipe: StoreApi<Recipe>,
    private readonly set: () => SetFacts,
  ) {
    recipe.subscribe((now, before) => {
      if (this.isPutting || sameNetwork(now.network, before.network)) return;
      const { draft, history } = this.store.getState();
      this.store.setState({ draft: null, chosen: null, history: changed(history, draft ?? rowsOf(before.network)) });
    });
  }

  get rows(): Rows {
    return this.store.getState().draft ?? rowsOf(this.recipe.getState().network);
  }

  /** Takes other rows, and chooses one. Changes of one `gesture` are one step of undo. */
  edit(rows: Rows, chosen: number | null = this.store.getState().chosen, gesture: string | null = null): void {
    const before = this.rows;
    if (rows === before) return;
    this.store.setState(({ history }) => ({ history: changed(history, before, gesture) }));
    this.put(rows, chosen);
  }

  undo(): void {
    this.step(undone);
  }

  redo(): void {
    this.step(redone);
  }

  choose(chosen: number | null): void {
    if (chosen !== this.store.getState().chosen) this.store.setState({ chosen });
  }

  private step(take: typeof undone): void {
    const { history, chosen } = this.store.getState();
    const taken = take(history, this.rows);
    if (!taken) return;
    this.store.setState({ history: taken.history });
    this.put(taken.value, chosen);
  }

  private put(rows: Rows, chosen: number | null): void {
    const isWhole = examine(rows, givenBy(this.set())).mistake === null;
    this.store.setState({
      draft: isWhole ? null : rows,
      chosen: chosen === null || rows.length === 0 ? null : Math.min(chosen, rows.length - 1),
    });
    if (!isWhole) return;
    this.isPutting = true;
    this.recipe.setState({ network: networkOfRows(rows) });
    this.isPutting = false;
  }
}
