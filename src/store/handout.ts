/** The page on paper: before the browser prints, the network is drawn as a picture in paper colours. */
import { createStore } from 'zustand/vanilla';
import type { Look } from '../workspace/export/picture';
import { stageCanvas, stagePicture } from '../workspace/export/stagePicture';
import type { Room } from '../workspace/stage/layout';
import { hasStage } from './pages';
import { copyToPaper, preparePaper } from './paper';
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

/** A portrait page, in CSS pixels. */
const PAPER: Room = { width: 1040, height: 620 };
/** Picture pixels per CSS pixel: about 300 dpi. */
const FINE = 3;

/** The network as shown, as a PNG file; null on a page without it. */
export async function networkPicture(
  { session, workspace: { store, engine } }: Playground,
  picture: { readonly room: Room; readonly scale: number; readonly caption: string; readonly look: Look },
): Promise<Blob | null> {
  const { network, ...shown } = store.getState();
  if (!network || !hasStage(session.getState().page)) return null;
  return stagePicture(network, shown, (tensors) => engine.read(tensors), picture);
}

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** Prints the page in the light theme. `readLook` reads the current colours. */
export async function printHandout(playground: Playground, readLook: () => Look, caption: string): Promise<void> {
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
    const look = readLook();
    const file = await networkPicture(playground, { room: PAPER, scale: FINE, caption, look });
    undo = await preparePaper(look.palette);
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
  caption: string,
): void {
  if (handout.getState().isReady) return;
  const { session, workspace } = playground;
  const { engine, frame } = workspace;
  const { theme, page } = session.getState();
  const { network, ...shown } = workspace.store.getState();
  const link = sharedAddress(playground.router.share().href);
  commit(() => {
    handout.setState({ link });
    session.setState({ theme: 'light' });
  });
  const undo = copyToPaper();
  const picture =
    network && hasStage(page)
      ? stageCanvas(network, shown, (scene) => engine.paintNow(scene), frame.getState().ranges, {
          room: PAPER,
          scale: FINE,
          caption,
          look: readLook(),
        })
      : null;
  engine.paintNow();
  if (picture) sheet.prepend(picture);
  const end = (): void => {
    undo();
    picture?.remove();
    session.setState({ theme });
  };
  window.addEventListener('afterprint', end, { once: true });
}
