/**
 * Packages that the page replaces with its own code, for the build and for the tests in the browser.
 */
import { fileURLToPath } from 'node:url';

/** `react-style-singleton` makes inline <style> elements, which the content security policy refuses. */
export const alias = {
  'react-style-singleton': fileURLToPath(new URL('../src/ui/parts/adoptedStyles.ts', import.meta.url)),
};
