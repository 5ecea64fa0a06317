/**
 * A visit to the built page: opens it, speaks of it by the names that its users and scripts rely on (accessible names,
 * test ids and their data attributes), and fails when the page complains or asks for anything beyond its own origin.
 */
import type { BrowserContextOptions, ConsoleMessage, Locator, Page, Request, Response } from 'playwright';
import { expect, inject } from 'vitest';
import type { Point } from '../../helpers/strokes';
import { type Gpu, ownPage, sharedPage } from './browser';

export interface VisitOptions {
  readonly gpu?: Gpu;
  /** URL parameters: page, model, backend, lang, theme, ... */
  readonly params?: { readonly [name: string]: string };
  readonly context?: BrowserContextOptions;
  /** The person has never been here: the page begins with the opening. */
  readonly isFirst?: boolean;
}

export interface Prediction {
  readonly label: string;
  readonly probability: number;
}

export interface Profile {
  readonly dispatches: number;
  readonly submits: number;
  readonly bytesUploaded: number;
  readonly created: number;
  readonly readbacks: number;
}

export interface Layer {
  readonly layer: string;
  readonly kind: string;
  /** Such as `8x28x28`. */
  readonly shape: string;
}

const patience = { timeout: 60_000 };

export class Playground {
  constructor(
    readonly page: Page,
    /** What went wrong so far, a sentence each. */
    readonly problems: string[],
  ) {}

  /** Opens the page, or opens it anew, at these URL parameters. */
  async open(params: { readonly [name: string]: string }): Promise<void> {
    const address = new URL(inject('site'));
    address.search = new URLSearchParams(params).toString();
    await this.page.goto(address.href, patience);
    await this.ready();
  }

  /** Goes to another place of the page by its address, as "back" does. */
  async goTo(params: { readonly [name: string]: string }): Promise<void> {
    await this.page.evaluate((search) => {
      history.pushState(null, '', `?${search}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }, new URLSearchParams(params).toString());
  }

  /** Waits until the page says that the first answer stands. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => document.documentElement.dataset.ready === 'true', undefined, patience);
  }

  get pad(): Locator {
    return this.page.getByLabel('Drawing pad', { exact: true });
  }

  /**
   * Draws strokes with the mouse, each without lifting; points are 0 to 1 from the pad's left and top. The moves are made
   * as fast as they can be: the page is told of those within one frame together, as it is of a quick hand's.
   */
  async draw(...strokes: readonly (readonly Point[])[]): Promise<void> {
    await this.pad.scrollIntoViewIfNeeded();
    const box = await this.pad.boundingBox();
    if (box === null) throw new Error('The drawing pad is not visible.');
    const { mouse } = this.page;
    for (const [first, ...rest] of strokes) {
      if (first === undefined) continue;
      await mouse.move(box.x + first[0] * box.width, box.y + first[1] * box.height);
      await mouse.down();
      let [fromX, fromY] = first;
      const moves: Promise<void>[] = [];
      for (const [i, [x, y]] of rest.entries()) {
        // As often as a hand's move is reported: about every twentieth of the pad.
        const steps = Math.round(20 * Math.hypot(x - fromX, y - fromY));
        if (steps === 0 && i < rest.length - 1) continue;
        const parts = Math.max(1, steps);
        for (let part = 1; part <= parts; part++) {
          const [atX, atY] = [fromX + ((x - fromX) * part) / parts, fromY + ((y - fromY) * part) / parts];
          moves.push(mouse.move(box.x + atX * box.width, box.y + atY * box.height));
        }
        [fromX, fromY] = [x, y];
      }
      await Promise.all(moves);
      await mouse.up();
    }
  }

  /** Draws one stroke with a finger, for contexts with `hasTouch`. */
  async drawWithFinger(stroke: readonly Point[]): Promise<void> {
    const box = await this.pad.boundingBox();
    if (box === null) throw new Error('The drawing pad is not visible.');
    const session = await this.page.context().newCDPSession(this.page);
    for (const [i, [x, y]] of stroke.entries()) {
      const touchPoints = [{ x: box.x + x * box.width, y: box.y + y * box.height }];
      await session.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints });
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await session.detach();
  }

  /** Draws one stroke with a pen that presses this hard, 0 to 1. */
  async drawWithPen([first, ...rest]: readonly Point[], force: number): Promise<void> {
    const box = await this.pad.boundingBox();
    if (box === null || first === undefined) throw new Error('There is no drawing pad to be seen, or no stroke.');
    const session = await this.page.context().newCDPSession(this.page);
    const pen = { pointerType: 'pen', button: 'left', buttons: 1, clickCount: 1, force } as const;
    const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', [x, y]: Point) =>
      session.send('Input.dispatchMouseEvent', { ...pen, type, x: box.x + x * box.width, y: box.y + y * box.height });
    await send('mousePressed', first);
    await Promise.all(rest.map((point) => send('mouseMoved', point)));
    await send('mouseReleased', rest.at(-1) ?? first);
    await session.detach();
  }

  /** Brings a picture by the button for files. */
  async upload(name: string, buffer: Buffer): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Upload image', exact: true }).click();
    await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  /** The data attributes of every element with a test id, in document order. */
  private attributes(testId: string): Promise<Record<string, string>[]> {
    return this.page
      .getByTestId(testId)
      .evaluateAll((elements) =>
        elements.map((element) =>
          Object.fromEntries(
            Object.entries(element instanceof HTMLElement ? element.dataset : {}).map(([name, text]) => [
              name,
              text ?? '',
            ]),
          ),
        ),
      );
  }

  /** The one element with a test id: a second one, or none, is an error. */
  private async attributesOfOne(testId: string): Promise<Record<string, string>> {
    const [one, ...others] = await this.attributes(testId);
    if (one === undefined || others.length > 0)
      throw new Error(`${others.length + (one ? 1 : 0)} of ${testId}, not 1.`);
    return one;
  }

  /** One a class, in class order; empty when the page gives no prediction. */
  async predictions(): Promise<Prediction[]> {
    const all = await this.attributes('prediction');
    return all.map(({ label = '', probability }) => ({ label, probability: number(probability) }));
  }

  /**
   * Waits until every answer to what was given so far has come: a slow device is still at the last frames when the pen is
   * up. What is given is taken within the next display frame, so that only a few without an answer owed say so.
   */
  async rest(): Promise<void> {
    await this.page.evaluate(() => Object.assign(window, { restedFrames: 0 }));
    const isResting = (): boolean => {
      const isBusy = document.documentElement.hasAttribute('data-busy');
      const frames = isBusy ? 0 : Number(Reflect.get(window, 'restedFrames')) + 1;
      Object.assign(window, { restedFrames: frames });
      return frames > 3;
    };
    await this.page.waitForFunction(isResting, undefined, { ...patience, polling: 'raf' });
  }

  /** The predictions of what was given last. */
  async settled(): Promise<Prediction[]> {
    await this.rest();
    return this.predictions();
  }

  /** The likeliest class, or undefined when the page gives no prediction. */
  async answer(): Promise<string | undefined> {
    const known = (await this.predictions()).filter(({ probability }) => Number.isFinite(probability));
    return known.reduce<Prediction | undefined>(
      (best, one) => (best === undefined || one.probability > best.probability ? one : best),
      undefined,
    )?.label;
  }

  /** Waits until the likeliest class of what was given last is this one. */
  async expectAnswer(label: string): Promise<void> {
    const standing = async (): Promise<string | undefined> => {
      await this.rest();
      return this.answer();
    };
    await expect.poll(standing, patience).toBe(label);
  }

  async layers(): Promise<Layer[]> {
    const all = await this.attributes('layer');
    return all.map(({ layer = '', kind = '', shape = '' }) => ({ layer, kind, shape }));
  }

  async backend(): Promise<string | undefined> {
    return (await this.attributesOfOne('backend')).backend;
  }

  /** What the last frame asked of the device. */
  async profile(): Promise<Profile> {
    const { dispatches, submits, bytesUploaded, created, readbacks } = await this.attributesOfOne('profiler');
    return {
      dispatches: number(dispatches),
      submits: number(submits),
      bytesUploaded: number(bytesUploaded),
      created: number(created),
      readbacks: number(readbacks),
    };
  }

  /** The attributes of `train-status` as text: state, step, epoch, loss, testAccuracy, imagesPerSecond. */
  trainStatus(): Promise<Record<string, string>> {
    return this.attributesOfOne('train-status');
  }

  /** The sentences for the person, with their level and code. */
  async messages(): Promise<{ level: string; code: string; text: string }[]> {
    const texts = await this.page.getByTestId('message').allInnerTexts();
    const all = await this.attributes('message');
    return all.map(({ level = '', code = '' }, i) => ({ level, code, text: texts[i] ?? '' }));
  }
}

/** NaN for an attribute that is missing or empty, which Number('') would call 0. */
function number(text: string | undefined): number {
  return text === undefined || text === '' ? Number.NaN : Number(text);
}

/** Notes whatever a page must never do, until the function that it returns is called. */
function watch(page: Page, origin: string, problems: string[]): () => void {
  const context = page.context();
  const said = (message: ConsoleMessage): void => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  };
  const thrown = (error: Error): void => void problems.push(`uncaught: ${error.stack ?? error.message}`);
  const crashed = (): void => void problems.push('the page crashed');
  const asked = (request: Request): void => {
    const { protocol, origin: target } = new URL(request.url());
    if (target !== origin && protocol !== 'blob:' && protocol !== 'data:') {
      problems.push(`a request left the page's origin: ${request.url()}`);
    }
  };
  const answered = (response: Response): void => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  };
  page.on('console', said).on('pageerror', thrown).on('crash', crashed);
  context.on('request', asked).on('response', answered);
  return () => {
    page.off('console', said).off('pageerror', thrown).off('crash', crashed);
    context.off('request', asked).off('response', answered);
  };
}

/**
 * Opens the page, runs the body, and fails if anything went wrong meanwhile. `prepare` runs before the page is opened; a
 * body that expects an error takes it out of `playground.problems`. A visit that prepares something, or asks for a context
 * of another kind, has one of its own; the others share a page, one after the other.
 */
export async function visit(
  { gpu = 'software', params = {}, context, isFirst = false }: VisitOptions,
  body: (playground: Playground) => Promise<void>,
  prepare?: (playground: Playground) => Promise<unknown>,
): Promise<void> {
  const { page, giveBack } = await (context || prepare || isFirst
    ? ownPage(gpu, context ?? {}, isFirst)
    : sharedPage(gpu));
  const playground = new Playground(page, []);
  const unwatch = watch(page, new URL(inject('site')).origin, playground.problems);
  let isSound = false;
  try {
    await prepare?.(playground);
    await playground.open(params);
    await body(playground);
    expect(playground.problems).toEqual([]);
    isSound = true;
  } catch (error) {
    // What the page said is often why.
    if (error instanceof Error && playground.problems.length > 0) {
      error.message += `\nThe page said:\n${playground.problems.join('\n')}`;
    }
    throw error;
  } finally {
    unwatch();
    await giveBack(isSound);
  }
}
