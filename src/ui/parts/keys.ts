/** Which key of a Latin keyboard was pressed, whatever layout is set: Ctrl+Z is the same key in Seoul and in Athens. */

const codes: { readonly [code: string]: string } = { Minus: '-', Equal: '=' };

/**
 * The key's name as in KeyboardEvent.key, letters in lower case. Where the layout gives a character that is not ASCII
 * (я, ㅋ, or à for a French 0), the one that stands there on a US keyboard.
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  // Named keys have longer names, except where an input method takes the key.
  if (key.length > 1 && key !== 'Process' && key !== 'Unidentified' && key !== 'Dead') return key;
  return codes[code] ?? /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? key;
}

/** What Ctrl+Z, Ctrl+Shift+Z or Ctrl+Y (with Command on a Mac) asks for; null for any other key. */
export function historyKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): 'undo' | 'redo' | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = keyOf(event);
  if (key === 'y') return 'redo';
  if (key !== 'z') return null;
  return event.shiftKey ? 'redo' : 'undo';
}
