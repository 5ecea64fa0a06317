/** A link to a map that another is computed from. */
import type { ReactNode } from 'react';
import { useWorkspace } from '../../playground';

interface Props {
  readonly layer: string;
  readonly channel: number;
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function MapLink({ layer, channel, label, className = 'operand', children }: Props) {
  const { select } = useWorkspace();
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      title={label}
      onClick={() => select({ layer, channel, pixel: null })}
    >
      {children}
    </button>
  );
}
