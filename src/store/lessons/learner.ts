/**
 * A learner in the course: where they are, what the live view is set to, what they have answered and done. The view
 * publishes what it shows, and tasks are checked against that. One a visit; pages come and go over it.
 */
import { createStore } from 'zustand/vanilla';
import { after, before, isDone, keyOf, lessons, type Place, settingsAt, stepAt } from './course';
import { type Cell, type Evidence, type Planes, placeOfLargest } from './evidence';
import type { TermId } from './glossary';
import type { Found } from './lesson';
import type { ModelRuns } from './modelRuns';
import { readProgress, saveProgress } from './progress';
import type { Settings } from './settings';

/** What was predicted in this visit, and what came out. */
export interface Pick extends Found {
  readonly choice: string;
}

export interface LearnerState {
  /** Null: the list of lessons. */
  readonly place: Place | null;
  /** The term that the glossary is open at; `all`: its beginning; null: closed. */
  readonly glossary: TermId | 'all' | null;
  readonly settings: Settings;
  /** Grows with every step that is entered, so that the view publishes anew. */
  readonly entered: number;
  /** What the view shows, and what it showed first in this step. */
  readonly evidence: Evidence | null;
  readonly begun: Evidence | null;
  readonly picks: ReadonlyMap<string, Pick>;
  /** Names of the steps that were done, this visit or before. */
  readonly done: ReadonlySet<string>;
  /** The choice that is being checked. */
  readonly checking: string | null;
  /** The view has not what it takes to check a choice: nothing was drawn or brought. */
  readonly isLacking: boolean;
}

const featureOf = (evidence: Evidence | null): Planes | null =>
  evidence?.view === 'convolution' ? evidence.feature : null;

/** Where a map is largest; null without a map, or where it is nowhere positive. */
function strongestCell(feature: Planes | null): Cell | null {
  const place = placeOfLargest(feature?.values ?? []);
  if (!feature || !((feature.values[place] ?? 0) > 0)) return null;
  return [Math.floor(place / feature.columns), place % feature.columns];
}

export function createLearner(runs: ModelRuns) {
  const store = createStore<LearnerState>()(() => ({
    place: null,
    glossary: null,
    settings: settingsAt({ lesson: 0, step: 0 }),
    entered: 0,
    evidence: null,
    begun: null,
    picks: new Map(),
    done: readProgress(),
    checking: null,
    isLacking: false,
  }));

  function finish(place: Place): void {
    const key = keyOf(place);
    const { done } = store.getState();
    if (done.has(key)) return;
    const next = new Set([...done, key]);
    store.setState({ done: next });
    saveProgress(next);
  }

  /** What it means to be at a place; null: the list. */
  function at(place: Place | null): Partial<LearnerState> {
    const { entered, picks, settings } = store.getState();
    const step = place && stepAt(place);
    const pick = place && picks.get(keyOf(place));
    const revealed = step?.kind === 'predict' && pick ? step.reveal : {};
    return {
      place,
      glossary: null,
      settings: place ? { ...settingsAt(place), ...revealed } : settings,
      entered: entered + 1,
      evidence: null,
      begun: null,
      checking: null,
      isLacking: false,
    };
  }

  function go(place: Place | null): void {
    store.setState(at(place));
    if (place && stepAt(place)?.kind === 'look') finish(place);
  }

  return {
    store,
    runs,
    at,
    go,
    /** The next step, once this one was done; the list after the last. */
    goOn(): void {
      const { place, done } = store.getState();
      if (place && isDone(place, done)) go(after(place));
    },
    back(): void {
      const { place } = store.getState();
      if (place) go(before(place));
    },
    set(settings: Partial<Settings>): void {
      store.setState((state) => ({ settings: { ...state.settings, ...settings } }));
    },
    /** Points at another cell. */
    point(row: number, column: number): void {
      const { cell, visited } = store.getState().settings;
      if (cell[0] === row && cell[1] === column) return;
      this.set({ cell: [row, column], visited: visited + 1 });
    },
    /** The window's next place: to the right, then in the next row; after the last, the first. */
    stepOn(): void {
      const { evidence, settings } = store.getState();
      const feature = featureOf(evidence);
      if (!feature) return;
      const next = settings.cell[0] * feature.columns + settings.cell[1] + 1;
      const place = next % (feature.rows * feature.columns);
      this.point(Math.floor(place / feature.columns), place % feature.columns);
    },
    openGlossary: (glossary: LearnerState['glossary']) => store.setState({ glossary }),
    /** What the view shows now. A task that is fulfilled by it is done. */
    publish(evidence: Evidence): void {
      const { place, evidence: before } = store.getState();
      const begun = store.getState().begun ?? evidence;
      store.setState({ evidence, begun, isLacking: false });
      const step = place && stepAt(place);
      const strongest = step?.seeks && !featureOf(before) ? strongestCell(featureOf(evidence)) : null;
      if (strongest) this.set({ cell: strongest });
      if (place && step?.kind === 'do' && step.done(evidence, begun)) finish(place);
    },
    /** Answers a prediction; the right answer is found first, and the view then shows it. Answers once a visit. */
    async predict(choice: string): Promise<void> {
      const { place, evidence, picks, checking } = store.getState();
      const step = place && stepAt(place);
      if (!place || step?.kind !== 'predict' || !evidence || checking !== null || picks.has(keyOf(place))) return;
      store.setState({ checking: choice });
      try {
        const found = await step.answer(evidence, runs);
        if (store.getState().place !== place) return;
        if (!found) {
          store.setState({ isLacking: true });
          return;
        }
        store.setState(({ picks: before, settings }) => ({
          picks: new Map([...before, [keyOf(place), { ...found, choice }]]),
          settings: { ...settings, ...step.reveal },
        }));
        finish(place);
      } finally {
        if (store.getState().place === place) store.setState({ checking: null });
      }
    },
  };
}

export type Learner = ReturnType<typeof createLearner>;

/** Where a learner goes on: the first step that was not done, or null when all were. */
export function unfinished(done: ReadonlySet<string>): Place | null {
  for (const [lesson, { steps }] of lessons.entries()) {
    const step = steps.findIndex((_, place) => !isDone({ lesson, step: place }, done));
    if (step >= 0) return { lesson, step };
  }
  return null;
}
