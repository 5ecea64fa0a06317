/** The page "Explore": the pad, the network and its answer in one drawing; or, in its place, what is opened in it. */
import { lazily } from '../parts/lazily';
import { useGiven, useWork } from '../playground';
import { Stage } from './Stage';

const Opened = lazily(() => import('./opened/Opened').then((module) => module.Opened));
const CameraKept = lazily(() => import('./input/CameraKept').then((module) => module.CameraKept));

export function ExplorePage() {
  const network = useWork((state) => state.network);
  const selection = useWork((state) => state.selection);
  const kind = useGiven((state) => state.kind);
  return (
    <main className="explore">
      {network && selection ? <Opened network={network} selection={selection} /> : <Stage />}
      {kind === 'camera' && <CameraKept />}
    </main>
  );
}
