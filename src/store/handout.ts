/** The page on paper: before the browser prints, the network is drawn as a picture in paper colours. */
import { createStore } from 'zustand/vanilla';
import type { Look } from '../workspace/export/picture';
import { stageCanvas, stagePicture } from '../workspace/export/stagePicture';
import type { Words } from '../workspace/export/stageText';
import { levelOf } from '../workspace/selection';
import type { Room } from '../workspace/stage/layout';
import { hasStage } from './pages';
import { copyCanvas, copyToPaper, preparePaper, RESHAPED } from './paper';
import type { Playground } from './playground';
import { sharedAddress } from './share';

/**
 * What only a printout shows. `picture`: the address of the network's picture, if there is one; `isReady`: everything
 * has been prepared.
 */
export const handout = createStore<{
  readonly picture: string | null;
  readonly link: string;
  readonly isReady: boolean;
}>(() => ({ picture: null, link: '', isReady: false }));

/** A portrait page, in CSS pixels: on paper, its letters are four fifths of their size on the screen. */
const PAPER: Room = { width: 880, height: 840 };
/** Picture pixels per CSS pixel: about 300 dpi. */
const FINE = 3;

/** The network as shown, as a PNG file; null on a page without it. */
export async function networkPicture(
  { session, workspace }: Playground,
  picture: { readonly room: Room; readonly scale: number; readonly words: Words; readonly look: Look },
): Promise<Blob | null> {
  const { network } = workspace.store.getState();
  if (!network || !hasStage(session.getState().page)) return null;
  return stagePicture(workspace, network, picture);
}

/** Width of a sheet within its margins, in CSS pixels. */
const SHEET = 718;

/** What is opened is printed as it stands, as wide as the sheet. */
function fitOpened(): void {
  const opened = document.querySelector<HTMLElement>('.opened');
  opened?.style.setProperty('--on-paper', `${SHEET / opened.clientWidth}`);
  opened?.style.setProperty('--paper-height', `${opened.clientHeight}px`);
}

/** Gives what is opened the shape of a sheet, with all of it in sight, until the returned function is called. */
function shapeForPaper({ workspace }: Playground): () => void {
  const { selection } = workspace.store.getState();
  const { dataset } = document.documentElement;
  if (selection) dataset.paper = levelOf(selection) === 2 ? 'value' : 'map';
  return () => {
    delete dataset.paper;
  };
}

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** Milliseconds at most that paper waits for an answer: while somebody draws, or if none comes, it shows the last one. */
const PATIENCE = 1000;

/** Waits until the answer is that of the latest input: the keys that print also end the opening. */
async function answered({ session, workspace: { frame } }: Playground): Promise<void> {
  await twoFrames();
  // Where the network is not shown, it rests and may owe an answer for long.
  if (!hasStage(session.getState().page) || !frame.getState().isBusy) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      stop();
      clearTimeout(late);
      resolve();
    };
    const late = setTimeout(end, PATIENCE);
    const stop = frame.subscribe(({ isBusy }) => {
      if (!isBusy) end();
    });
  });
}

/** Prints the page in the light theme. `readLook` reads the current colours, `readWords` what the picture says. */
export async function printHandout(
  playground: Playground,
  readLook: () => Look,
  readWords: () => Words | null,
): Promise<void> {
  const { session } = playground;
  const { theme } = session.getState();
  const link = sharedAddress(playground.router.share().href);
  session.setState({ theme: 'light' });
  let picture: string | null = null;
  let undo = (): void => {};
  const end = (): void => {
    undo();
    handout.setState({ picture: null, isReady: false });
    session.setState({ theme });
    if (picture !== null) URL.revokeObjectURL(picture);
  };
  try {
    await answered(playground);
    const [look, words] = [readLook(), readWords()];
    const file = words && (await networkPicture(playground, { room: PAPER, scale: FINE, words, look }));
    const copied = await preparePaper(look.palette);
    const restore = shapeForPaper(playground);
    undo = () => {
      copied();
      restore();
    };
    // Measured, laid out and painted.
    if ('paper' in document.documentElement.dataset) for (let i = 0; i < 3; i++) await twoFrames();
    fitOpened();
    picture = file && URL.createObjectURL(file);
    handout.setState({ picture, link, isReady: true });
    await twoFrames();
    await Promise.all(Array.from(document.querySelectorAll<HTMLImageElement>('.handout img'), (each) => each.decode()));
  } catch (error) {
    end();
    throw error;
  }
  window.addEventListener('afterprint', end, { once: true });
  window.print();
}

/**
 * For the browser's own print command, which waits for nothing: prepares what it can synchronously, in the light theme.
 * `commit` flushes a store change to the page before it returns; the network's picture goes into `sheet`.
 */
export function beforePrint(
  playground: Playground,
  commit: (change: () => void) => void,
  sheet: Element,
  readLook: () => Look,
  words: Words | null,
): void {
  if (handout.getState().isReady) return;
  const { session, workspace } = playground;
  const { theme, page } = session.getState();
  const { network } = workspace.store.getState();
  const link = sharedAddress(playground.router.share().href);
  commit(() => {
    handout.setState({ link, isReady: true });
    session.setState({ theme: 'light' });
  });
  const undo = copyToPaper();
  const restore = shapeForPaper(playground);
  commit(() => window.dispatchEvent(new Event(RESHAPED)));
  fitOpened();
  const picture =
    network && words && hasStage(page)
      ? stageCanvas(workspace, network, { room: PAPER, scale: FINE, words, look: readLook() })
      : null;
  const live = workspace.engine.paintNow();
  // What a canvas of another size has just been given is not on paper yet; a picture of it is.
  const maps =
    live?.parentElement && copyCanvas(live, { x: 0, y: 0, width: live.width, height: live.height }, live.parentElement);
  if (picture) sheet.prepend(picture);
  const end = (): void => {
    undo();
    restore();
    maps?.();
    picture?.remove();
    handout.setState({ isReady: false });
    session.setState({ theme });
  };
  window.addEventListener('afterprint', end, { once: true });
}
