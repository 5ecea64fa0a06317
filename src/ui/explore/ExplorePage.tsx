/** The page "Explore": the pad, the network and its answer in one drawing; or, in its place, what is opened in it. */
import { useEffect } from 'react';
import { lazily } from '../parts/lazily';
import { useGiven, useWork, useWorkspace } from '../playground';
import { Stage } from './Stage';

const Opened = lazily(() => import('./opened/Opened').then((module) => module.Opened));
const CameraKept = lazily(() => import('./input/CameraKept').then((module) => module.CameraKept));

export function ExplorePage() {
  const network = useWork((state) => state.network);
  const selection = useWork((state) => state.selection);
  const kind = useGiven((state) => state.kind);
  useEscape(selection !== null);
  return (
    <main className="explore">
      {network && selection ? <Opened network={network} selection={selection} /> : <Stage />}
      {kind === 'camera' && <CameraKept />}
    </main>
  );
}

/**
 * Escape goes one level back, wherever the focus is, and while what was opened is still being fetched. Whatever on the
 * page has a use of its own for the key comes first.
 */
function useEscape(isOpened: boolean): void {
  const { back, pointer } = useWorkspace();
  useEffect(() => {
    if (!isOpened) return;
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      pointer.setState({ hover: null });
      back();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [isOpened, back, pointer]);
}
