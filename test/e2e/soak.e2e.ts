/**
 * Restless use, at random but the same each time, while the page's policy is watched: no error, no leak, no answer that the
 * plain twins do not give, nothing that the content security policy had to stop. `npm run soak` goes on for as long as one
 * likes.
 */
import { expect, test } from 'vitest';
import { Random } from '../../src/core/random';
import { prepareWalk, walk } from '../../tools/soak/walk';
import { visit } from './support/playground';

/** As many as a minute has on a slow machine, with a rest after each dozen. */
const ACTIONS = 48;

test('everything at random leaves the page sound', async () => {
  await visit(
    { params: { backend: 'webgpu' } },
    async ({ page, problems }) => {
      const lines: string[] = [];
      const { rests, compared } = await walk(page, {
        random: new Random(2026),
        goesOn: (actions) => actions < ACTIONS,
        log: (line) => lines.push(line),
        problems: () => problems,
      });
      expect(rests).toBe(4);
      expect(compared).toBeGreaterThan(0);
      expect(await page.evaluate('violations')).toEqual([]);
    },
    async ({ page }) => {
      await prepareWalk(page);
      await page.addInitScript(`
        window.violations = [];
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          violations.push(violatedDirective + ' ' + blockedURI));`);
    },
  );
});
