/** Announces a sentence to screen readers once it is stable; what changes every frame stays silent. */
import { type RefObject, useEffect, useState } from 'react';

interface Props {
  readonly text: string;
  /** Milliseconds that the sentence must be stable. */
  readonly rested?: number;
  /** Announces only while this element has the focus: a passing mouse stays silent. */
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
