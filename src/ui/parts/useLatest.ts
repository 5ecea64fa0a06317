/** The answer to a question that changes faster than it can be answered. */
import { useEffect, useState } from 'react';
import { say } from '../../store/session';
import { latestWins } from '../../workspace/latest';
import { messageFor } from '../../workspace/messages';
import { usePlayground } from '../playground';

/**
 * The last answer to arrive. One question is answered at a time; of those waiting, only the latest. `answer` must stay
 * the same function, and `question` the same object while unchanged; null: no question.
 */
export function useLatest<Q, A>(answer: (question: Q) => Promise<A | null>, question: Q | null): A | null {
  const { session } = usePlayground();
  const [answered, setAnswered] = useState<A | null>(null);
  const [ask] = useState(() => latestWins(answer));
  useEffect(() => {
    if (question === null) return;
    // Shown even if a new question has arrived: one that changes with every frame would never be answered.
    ask(question).then(
      (next) => {
        if (next !== null) setAnswered(next);
      },
      (error: unknown) => say(session, messageFor(error)),
    );
  }, [ask, session, question]);
  return answered;
}
