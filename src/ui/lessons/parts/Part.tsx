/** A part of the live view, by its name in the steps: highlighted, or hidden until the question is answered. */
import type { ReactNode } from 'react';
import { keyOf, stepAt } from '../../../store/lessons/course';
import type { Part as PartName } from '../../../store/lessons/settings';
import { useLearner, useLessons } from '../context';

interface Props {
  readonly name: PartName;
  readonly className?: string;
  /** Its share of a row in which all maps have one scale. */
  readonly columns?: number;
  readonly children: ReactNode;
}

/** Pixels that a map's pixel has on the screen at most. */
const LARGEST = 15;

/** The share of a row in which the pixels of all maps are equally large. */
export const shareOf = (columns: number) => ({ flexGrow: columns, maxWidth: `${LARGEST * columns}px` });

/** Whether a part is hidden: until the question is answered, or until a later step. */
export function useIsCovered(name: PartName): boolean {
  return useLearner(({ place, picks, settings }) => {
    if (settings.covered.includes(name)) return true;
    const step = place && !picks.has(keyOf(place)) ? stepAt(place) : null;
    return step?.kind === 'predict' && step.hidden?.includes(name) === true;
  });
}

export function Part({ name, className = '', columns, children }: Props) {
  const { words } = useLessons();
  const isLit = useLearner(({ place }) => (place && stepAt(place)?.lit?.includes(name)) === true);
  const isCovered = useIsCovered(name);
  const isAsked = useLearner(({ place }) => {
    const step = place && stepAt(place);
    return step?.kind === 'predict' && step.reveal?.covered?.includes(name) !== true;
  });
  return (
    <div
      className={`part ${className}`}
      data-part={name}
      data-lit={isLit || undefined}
      style={columns === undefined ? undefined : shareOf(columns)}
    >
      {isCovered ? <p className="covered">{isAsked ? words.page.covered : words.page.later}</p> : children}
    </div>
  );
}
