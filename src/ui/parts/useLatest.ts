/** The answer to a question that changes faster than it can be answered. */
import { useEffect, useState } from 'react';
import { say } from '../../store/session';
import { latestWins } from '../../workspace/latest';
import { messageFor } from '../../workspace/messages';
import { usePlayground } from '../playground';

/**
 * The last answer that came; one question is answered at a time, and of those that wait only the latest. `answer` must
 * stay the same function, `question` the same object while it is the same question; null: nothing is asked.
 */
export function useLatest<Q, A>(answer: (question: Q) => Promise<A | null>, question: Q | null): A | null {
  const { session } = usePlayground();
  const [answered, setAnswered] = useState<A | null>(null);
  const [ask] = useState(() => latestWins(answer));
  useEffect(() => {
    if (question === null) return;
    // Shown even if another question has come meanwhile: one that changes with every frame would never be answered.
    ask(question).then(
      (next) => {
        if (next !== null) setAnswered(next);
      },
      (error: unknown) => say(session, messageFor(error)),
    );
  }, [ask, session, question]);
  return answered;
}
