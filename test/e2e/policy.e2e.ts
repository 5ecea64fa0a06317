/** The content security policy that the page is served with stops, directive by directive, what it should. */
import { test } from 'vitest';
import { eventually } from './support/eventually';
import { visit } from './support/playground';

/** What the page tries, by the directive that must stop it. */
const forbidden: { readonly [directive: string]: string } = {
  'script-src': `try { eval('1'); } catch {}`,
  'script-src-elem': `document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))`,
  'style-src-elem': `document.body.append(Object.assign(document.createElement('style'), { textContent: 'a {}' }))`,
  'img-src': `new Image().src = 'https://example.com/a.png'`,
  'connect-src': `fetch('https://example.com/').catch(() => {})`,
  'worker-src': `try { new Worker(URL.createObjectURL(new Blob(['1']))); } catch {}`,
  'font-src': `new FontFace('a', 'url(data:font/woff2;base64,AAAA)').load().catch(() => {})`,
  'frame-src': `document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))`,
  'object-src': `document.body.append(Object.assign(document.createElement('object'), { data: 'https://example.com/' }))`,
  'media-src': `new Audio('https://example.com/a.mp3').load()`,
  'base-uri': `document.head.append(Object.assign(document.createElement('base'), { href: 'https://example.com/' }))`,
  'form-action': `{
    const form = Object.assign(document.createElement('form'), { action: 'https://example.com/' });
    document.body.append(form);
    form.submit();
  }`,
};

test('the content security policy stops what it should', async () => {
  await visit({ gpu: 'absent' }, async ({ page, problems }) => {
    await page.evaluate(`
      window.stopped = new Set();
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => stopped.add(effectiveDirective));`);
    for (const [directive, attempt] of Object.entries(forbidden)) {
      // From a timer: what is evaluated from outside may do anything.
      await page.evaluate(`setTimeout(() => { ${attempt} })`);
      await eventually(() => page.evaluate('[...stopped]'), directive).toContain(directive);
    }
    // The browser complains of each, and of nothing else.
    const expected = /Content Security Policy|example\.com|violates|Refused/;
    problems.splice(0, problems.length, ...problems.filter((problem) => !expected.test(problem)));
  });
});
