/** The page "Lessons": the list of all or one with its live view, and the glossary over either. */
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createPageLearner } from '../../store/lessons/learnerOf';
import { useFetched } from '../parts/useFetched';
import { usePlayground, useSession } from '../playground';
import '../styles/lessons.css';
import '../styles/lessonPath.css';
import '../styles/lessonViews.css';
import '../styles/lessonFigures.css';
import '../styles/lessonContrast.css';
import { LessonsProvider } from './context';
import { Glossary } from './Glossary';
import { LessonView } from './LessonView';
import { Overview } from './Overview';
import { wordsIn } from './words/load';

export function LessonsPage() {
  const playground = usePlayground();
  const learner = playground.part(createPageLearner);
  // The previous language's text until this one's has loaded.
  const words = useFetched(wordsIn[useSession((state) => state.lang)], 'part-load');
  const place = useStore(learner.store, (state) => state.place);
  const glossary = useStore(learner.store, (state) => state.glossary);
  const left = useRef<number | null>(null);
  useEffect(() => {
    left.current = place?.lesson ?? null;
  }, [place]);
  return (
    <main className="lessons" id="lessons">
      {words && (
        <LessonsProvider value={{ learner, words }}>
          {place ? <LessonView key={place.lesson} place={place} /> : <Overview left={left.current} />}
          {glossary !== null && <Glossary words={words} at={glossary} onClose={() => learner.openGlossary(null)} />}
        </LessonsProvider>
      )}
    </main>
  );
}
