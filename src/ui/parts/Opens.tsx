/** A button that opens a dialog, and closes it again. */
import type { ReactNode, RefObject } from 'react';

interface Props {
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly className: string;
  readonly title?: string;
  readonly ref?: RefObject<HTMLButtonElement | null>;
  readonly children: ReactNode;
}

export function Opens({ isOpen, onChange, ...button }: Props) {
  return (
    <button type="button" aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => onChange(!isOpen)} {...button} />
  );
}
