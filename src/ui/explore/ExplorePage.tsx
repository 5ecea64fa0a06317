/** The page "Explore": the pad, the network and its answer in one drawing; or, in its place, what is opened in it. */
import { lazily } from '../parts/lazily';
import { useWork } from '../playground';
import { Stage } from './Stage';

const Opened = lazily(() => import('./opened/Opened').then((module) => module.Opened));

export function ExplorePage() {
  const network = useWork((state) => state.network);
  const selection = useWork((state) => state.selection);
  return (
    <main className="explore">
      {network && selection ? <Opened network={network} selection={selection} /> : <Stage />}
    </main>
  );
}
