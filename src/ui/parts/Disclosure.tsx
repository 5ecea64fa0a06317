/** A part opened on demand: the native disclosure. Its content exists only while open. */
import { type ReactNode, useState } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Highlights that there is something to see inside. */
  readonly isMarked?: boolean;
}

export function Disclosure({ title, children, isMarked = false }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className="disclosure"
      data-marked={isMarked || undefined}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>{title}</summary>
      {isOpen && children}
    </details>
  );
}
