/**
 * Scroll locking for dialogs and menus under a policy that allows no inline <style>: takes the place of the package
 * `react-style-singleton` (see tools/alias.mjs), which Radix's scroll lock gives its rules to. A
 * constructed style sheet is script's own doing, which the policy has already judged.
 */
import { useInsertionEffect } from 'react';

interface StyleProps {
  /** CSS rules; those of the first of several mounted components hold. */
  readonly styles: string;
  /** Part of the replaced package's interface: whether a mounted component's rules follow a change. */
  readonly dynamic?: boolean;
}

/** Makes a component whose rules hold from when the first of its kind is mounted until the last one is not. */
export function styleSingleton(): (props: StyleProps) => null {
  let mounted = 0;
  let sheet: CSSStyleSheet | null = null;

  function add(styles: string): void {
    mounted++;
    if (sheet !== null) return;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets.push(sheet);
  }

  function remove(): void {
    mounted--;
    if (mounted > 0) return;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    sheet = null;
  }

  return function Style({ styles, dynamic = false }) {
    const followed = dynamic ? styles : '';
    // biome-ignore lint/correctness/useExhaustiveDependencies: rules that are not dynamic are read once, when mounted.
    useInsertionEffect(() => {
      add(styles);
      return remove;
    }, [followed]);
    return null;
  };
}
