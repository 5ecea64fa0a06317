/**
 * A minute of restless use, at random but the same each time, while the page's policy is watched: no error, no leak, no
 * answer that the plain twins do not give, nothing that the content security policy had to stop. `npm run soak` goes on
 * for as long as one likes.
 */
import { expect, test } from 'vitest';
import { Random } from '../../src/core/random';
import { prepareWalk, walk } from '../../tools/soak/walk';
import { visit } from './support/playground';

const MINUTE = 60_000;

test('a minute of everything at random leaves the page sound', async () => {
  await visit(
    { params: { backend: 'webgpu' } },
    async ({ page, problems }) => {
      const lines: string[] = [];
      const { actions, compared } = await walk(page, {
        random: new Random(2026),
        until: performance.now() + MINUTE,
        log: (line) => lines.push(line),
        problems: () => problems,
      });
      expect(actions).toBeGreaterThan(10);
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
