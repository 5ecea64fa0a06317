/** Says a sentence to a screen reader once it has stood for a moment; what changes with each frame stays silent. */
import { type RefObject, useEffect, useState } from 'react';

interface Props {
  readonly text: string;
  /** Milliseconds that the sentence must stand. */
  readonly rested?: number;
  /** Says it only while this element has the focus: a mouse that passes over it stays silent. */
  readonly focus?: RefObject<HTMLElement | null>;
}

export function Spoken({ text, rested = 700, focus }: Props) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (focus && document.activeElement !== focus.current) return;
    const timer = setTimeout(() => setSaid(text), rested);
    return () => clearTimeout(timer);
  }, [text, rested, focus]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
