/** Says a sentence to a screen reader once it has stood for a moment; what changes with each frame stays silent. */
import { useEffect, useState } from 'react';

const RESTED = 700;

export function Spoken({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), RESTED);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
