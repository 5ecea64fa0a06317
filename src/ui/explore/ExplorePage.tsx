/** The page "Explore": what the network is given, the network, and what it answers. */
import { AnswerPanel } from './AnswerPanel';
import { InputPanel } from './InputPanel';
import { Stage } from './Stage';

export function ExplorePage() {
  return (
    <main className="explore">
      <InputPanel />
      <Stage />
      <AnswerPanel />
    </main>
  );
}
