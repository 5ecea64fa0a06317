/**
 * The time from navigation to the first answer, and the requests on the way: a fresh context per visit, and a fresh
 * browser per device, because a page that has used WebGPU slows down later pages.
 */
import type { Browser } from 'playwright';
import { type ContestantInfo, contestants } from './contestants';
import type { FirstAnswer } from './results';
import { openBench, openProject, packedBytes } from './site';

interface Visited {
  readonly milliseconds: number;
  readonly paths: ReadonlySet<string>;
}

/** Opens an address; the time is when the document says it is ready. Throws Error if it reports an error. */
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

interface Page {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly built: 'bench' | 'project';
}

/** Visits every page in turn, `times` times. */
async function visitInTurn(browser: Browser, pages: readonly Page[], times: number): Promise<FirstAnswer[]> {
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
}

/** Visits these contestants' pages, `times` times each. */
export async function firstAnswers(
  launch: () => Promise<Browser>,
  ids: readonly string[],
  times: number,
): Promise<FirstAnswer[]> {
  const [bench, project] = [await openBench(), await openProject()];
  const pagesOf = (info: ContestantInfo): readonly Page[] => {
    if (info.backend === 'wasm' && info.threads === 1) return [];
    const { id, title, backend } = info;
    const least: Page = {
      ...{ id, title: `${title}: least page`, built: 'bench' },
      url: `${bench.url}first.html?contestant=${id}`,
    };
    if (info.adapter !== 'ours') return [least];
    const url = `${project.url}?backend=${backend}`;
    return [{ id, title: `this project, ${backend}: the whole page`, url, built: 'project' }, least];
  };
  try {
    const answers: FirstAnswer[] = [];
    for (const device of ['cpu', 'gpu']) {
      const asked = contestants.filter(
        ({ id, device: on, tasks }) => on === device && ids.includes(id) && tasks.includes('frames'),
      );
      const browser = await launch();
      try {
        answers.push(...(await visitInTurn(browser, asked.flatMap(pagesOf), times)));
      } finally {
        await browser.close();
      }
    }
    return answers;
  } finally {
    await Promise.all([bench.close(), project.close()]);
  }
}
