/** A part of the live view, by its name in the steps: highlighted, or hidden until the question is answered. */
import type { ReactNode } from 'react';
import { keyOf, stepAt } from '../../../store/lessons/course';
import type { Part as PartName } from '../../../store/lessons/lesson';
import { useLearner, useLessons } from '../context';

interface Props {
  readonly name: PartName;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Whether a part is hidden now. */
export function useIsCovered(name: PartName): boolean {
  return useLearner(({ place, picks }) => {
    if (!place || picks.has(keyOf(place))) return false;
    const step = stepAt(place);
    return step?.kind === 'predict' && step.hidden?.includes(name) === true;
  });
}

export function Part({ name, className = '', children }: Props) {
  const { words } = useLessons();
  const isLit = useLearner(({ place }) => (place && stepAt(place)?.lit?.includes(name)) === true);
  const isCovered = useIsCovered(name);
  return (
    <div className={`part ${className}`} data-part={name} data-lit={isLit || undefined}>
      {isCovered ? <p className="covered">{words.page.covered}</p> : children}
    </div>
  );
}
