/** The time from navigation to the first answer, and what is asked for on the way: a fresh context for every visit. */
import type { Browser } from 'playwright';
import { contestants } from './contestants';
import type { FirstAnswer } from './results';
import { openBench, openProject, packedBytes } from './site';

interface Visited {
  readonly milliseconds: number;
  readonly paths: ReadonlySet<string>;
}

/** Opens an address; the time is that at which the document says that it is ready. Throws Error when it says otherwise. */
async function visit(browser: Browser, url: string): Promise<Visited> {
  const context = await browser.newContext();
  try {
    const paths = new Set<string>();
    context.on('request', (request) => {
      const { protocol, pathname } = new URL(request.url());
      if (protocol === 'http:') paths.add(pathname);
    });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        const { dataset } = document.documentElement;
        if (dataset.ready === 'true') dataset.readyAt ??= String(performance.now());
      });
      observer.observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });
    });
    await page.goto(url);
    await page.locator('html[data-ready-at], html[data-failed]').waitFor({ state: 'attached', timeout: 120_000 });
    const { readyAt, failed } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    if (failed) throw new Error(failed);
    return { milliseconds: Number(readyAt), paths };
  } finally {
    await context.close();
  }
}

const isModel = (path: string): boolean => /^\/(first|models)\//.test(path);

/** Visits every page in turn, `times` times. */
export async function firstAnswers(browser: Browser, ids: readonly string[], times: number): Promise<FirstAnswer[]> {
  const [bench, project] = [await openBench(), await openProject()];
  try {
    const pages = ids.flatMap((id) => {
      const info = contestants.find((c) => c.id === id);
      if (!info || (info.backend === 'wasm' && info.threads === 1)) return [];
      const least = { id, title: `${info.title}: least page`, url: `${bench.url}first.html?contestant=${id}` };
      if (info.adapter !== 'ours') return [{ ...least, built: 'bench' as const }];
      const whole = `${project.url}?backend=${info.backend}`;
      return [
        { id, title: `this project, ${info.backend}: the whole page`, url: whole, built: 'project' as const },
        { ...least, built: 'bench' as const },
      ];
    });
    const visits = pages.map((page) => ({ ...page, samples: [] as number[], payload: 0 }));
    for (let round = 0; round < times; round++) {
      for (const page of visits) {
        try {
          const { milliseconds, paths } = await visit(browser, page.url);
          page.samples.push(milliseconds);
          page.payload = packedBytes(
            page.built,
            [...paths].filter((path) => !isModel(path)),
          );
        } catch (error) {
          console.error(`${page.title}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
        }
      }
    }
    return visits.map(({ id, title, samples, payload }) => ({ contestant: id, title, samples, payload }));
  } finally {
    await Promise.all([bench.close(), project.close()]);
  }
}
