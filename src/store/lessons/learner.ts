/**
 * A learner's session in the course: place, view settings, answers and progress. The view publishes what it shows, and
 * tasks are checked against that. One per visit; it outlives the page's components.
 */
import { createStore } from 'zustand/vanilla';
import { after, before, isDone, keyOf, lessons, type Place, settingsAt, stepAt } from './course';
import { type Cell, type Evidence, type Planes, placeOfLargest } from './evidence';
import type { TermId } from './glossary';
import type { Found } from './lesson';
import type { ModelRuns } from './modelRuns';
import { readProgress, saveProgress } from './progress';
import { type Settings, trailKey } from './settings';

/** A prediction made in this visit, with its outcome. */
export interface Pick extends Found {
  readonly choice: string;
}

export interface LearnerState {
  /** Null: the list of lessons. */
  readonly place: Place | null;
  /** The open glossary term; `all`: the glossary from its start; null: closed. */
  readonly glossary: TermId | 'all' | null;
  readonly settings: Settings;
  /** Increases each time a step is entered, so that the view publishes again. */
  readonly entered: number;
  /** What the view shows now, and what it first showed in this step. */
  readonly evidence: Evidence | null;
  readonly begun: Evidence | null;
  readonly picks: ReadonlyMap<string, Pick>;
  /** Keys of the steps done, in this visit or before. */
  readonly done: ReadonlySet<string>;
  /** The choice being checked. */
  readonly checking: string | null;
  /** The view lacks what a check needs: nothing was drawn or opened. */
  readonly isLacking: boolean;
}

const featureOf = (evidence: Evidence | null): Planes | null =>
  evidence?.view === 'convolution' ? evidence.feature : null;

/** The window has been where it stands. */
const begun = (settings: Settings): Settings => ({ ...settings, trail: new Set([trailKey(...settings.cell)]) });

/** Where a map is largest; null if there is no map or no positive value. */
function strongestCell(feature: Planes | null): Cell | null {
  const place = placeOfLargest(feature?.values ?? []);
  if (!feature || !((feature.values[place] ?? 0) > 0)) return null;
  return [Math.floor(place / feature.columns), place % feature.columns];
}

export function createLearner(runs: ModelRuns) {
  const store = createStore<LearnerState>()(() => ({
    place: null,
    glossary: null,
    settings: begun(settingsAt({ lesson: 0, step: 0 })),
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

  /** The state on arriving at a place; null: the list. */
  function at(place: Place | null): Partial<LearnerState> {
    const { entered, picks, settings } = store.getState();
    const step = place && stepAt(place);
    const pick = place && picks.get(keyOf(place));
    const revealed = step?.kind === 'predict' && pick ? step.reveal : {};
    return {
      place,
      glossary: null,
      settings: place ? begun({ ...settingsAt(place), ...revealed }) : settings,
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
    /** Goes to the next step, once this one is done; after the last, to the list. */
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
    /** Selects another cell, passing over those in between: a fast pointer reports only some. */
    point(row: number, column: number): void {
      const { cell, trail } = store.getState().settings;
      if (cell[0] === row && cell[1] === column) return;
      const far = Math.max(Math.abs(row - cell[0]), Math.abs(column - cell[1]));
      const between = (from: number, to: number, i: number): number => Math.round(from + ((to - from) * i) / far);
      const passed = Array.from({ length: far }, (_, i) =>
        trailKey(between(cell[0], row, i + 1), between(cell[1], column, i + 1)),
      );
      this.set({ cell: [row, column], trail: new Set([...trail, ...passed]) });
    },
    /** Moves the window on by a number of cells in row order, wrapping around at the end. */
    stepOn(cells = 1): void {
      const { evidence, settings } = store.getState();
      const feature = featureOf(evidence);
      if (!feature) return;
      const { columns } = feature;
      const from = settings.cell[0] * columns + settings.cell[1];
      const passed = Array.from({ length: cells }, (_, i) => (from + i + 1) % (feature.rows * columns));
      const keys = passed.map((place) => trailKey(Math.floor(place / columns), place % columns));
      const to = passed.at(-1) ?? from;
      this.set({ cell: [Math.floor(to / columns), to % columns], trail: new Set([...settings.trail, ...keys]) });
    },
    openGlossary: (glossary: LearnerState['glossary']) => store.setState({ glossary }),
    /**
     * Takes what the view shows now; a task that this fulfils is done. `entered` is the step's own: what the view of the
     * step before still says when the next one has been entered is of other settings.
     */
    publish(evidence: Evidence, entered: number): void {
      const { place, evidence: before } = store.getState();
      if (entered !== store.getState().entered) return;
      const begun = store.getState().begun ?? evidence;
      store.setState({ evidence, begun, isLacking: false });
      const step = place && stepAt(place);
      const strongest = step?.seeks && !featureOf(before) ? strongestCell(featureOf(evidence)) : null;
      if (strongest) this.set({ cell: strongest, trail: new Set([trailKey(...strongest)]) });
      if (place && step?.kind === 'do' && step.done(evidence, begun)) finish(place);
    },
    /** Answers a prediction: finds the right answer first, then lets the view show it. One answer per visit. */
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

/** The first step not yet done, where the learner continues; null if all are done. */
export function unfinished(done: ReadonlySet<string>): Place | null {
  for (const [lesson, { steps }] of lessons.entries()) {
    const step = steps.findIndex((_, place) => !isDone({ lesson, step: place }, done));
    if (step >= 0) return { lesson, step };
  }
  return null;
}
