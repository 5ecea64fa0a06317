/**
 * Finds a key that occurs twice in one object of a JSON text. JSON.parse silently keeps the last, so two readers of the
 * same file could see different content.
 */

/** The first repeated key, or null. `text` must be valid JSON. */
export function duplicateKey(text: string): string | null {
  // One entry per open bracket: an object's keys so far, null for an array.
  const open: (Set<string> | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = stringEnd(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key: unknown = JSON.parse(text.slice(at, end));
        if (typeof key === 'string') {
          if (keys.has(key)) return key;
          keys.add(key);
        }
      }
      at = end;
      continue;
    }
    at += 1;
  }
  return null;
}

/** The index just past the closing quote of the string that opens at `start`: the next behind an even number of backslashes. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text[before - 1] === '\\') before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** Whether a colon follows, i.e. whether the string is a key. */
function isKey(text: string, after: number): boolean {
  let at = after;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}
