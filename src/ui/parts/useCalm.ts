/** Whether the page has been usable for a while: time for what nobody has asked for. */
import { useEffect, useState } from 'react';
import { useSession } from '../playground';

/** Milliseconds after the first answer during which the connection is left to what the person asks for. */
const CALM = 2500;

/** It stays so. */
let wasCalm = false;

export function useCalm(): boolean {
  const isUsable = useSession((state) => state.isUsable);
  const [isCalm, setCalm] = useState(wasCalm);
  useEffect(() => {
    if (!isUsable || wasCalm) return;
    const timer = setTimeout(() => {
      wasCalm = true;
      setCalm(true);
    }, CALM);
    return () => clearTimeout(timer);
  }, [isUsable]);
  return isCalm;
}
