/** The page "Explore": the pad, the network and its answer in one drawing. */
import { Stage } from './Stage';

export function ExplorePage() {
  return (
    <main className="explore">
      <Stage />
    </main>
  );
}
