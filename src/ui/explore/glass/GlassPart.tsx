/** A measured part of the glass box: its title, a button to measure again, and the result. */
import { type ReactNode, useId } from 'react';
import { Button } from '../../parts/Button';

interface Props {
  readonly title: string;
  /** The button's label. */
  readonly action: string;
  readonly onAct: () => void;
  readonly isBusy: boolean;
  readonly children: ReactNode;
}

export function GlassPart({ title, action, onAct, isBusy, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="glass-head row spread">
        <h3 id={id}>{title}</h3>
        <Button onClick={onAct} idle={isBusy}>
          {action}
        </Button>
      </div>
      {children}
    </section>
  );
}
