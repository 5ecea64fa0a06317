/** Copies an equation as text, and knows whether that went well until another value is opened. */
import { useState } from 'react';
import type { ValueReading } from '../../../workspace/inspect/reading';
import { valueText } from '../../../workspace/inspect/valueText';
import { usePlace } from './useOperand';

export interface Copying {
  readonly copy: () => void;
  /** Null: nothing of this value has been copied. */
  readonly isCopied: boolean | null;
}

/** Pages without HTTPS have no clipboard. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** `at` is what is opened, as text; `value` is null where there is no equation to copy. */
export function useCopying(at: string, value: ValueReading | null): Copying {
  const place = usePlace();
  const [last, setLast] = useState<{ readonly at: string; readonly isCopied: boolean } | null>(null);
  return {
    copy() {
      if (value) void written(valueText(value, place)).then((isCopied) => setLast({ at, isCopied }));
    },
    isCopied: last?.at === at ? last.isCopied : null,
  };
}
