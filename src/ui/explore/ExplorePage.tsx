/** The page "Explore": the input, the network and its answer. */
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
