/** The page "Lessons": the list of the twelve, one of them with its live view, and the glossary over either. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createPageLearner } from '../../store/lessons/learnerOf';
import { say } from '../../store/session';
import type { Language } from '../../workspace/choices';
import { messageFor } from '../../workspace/messages';
import { usePlayground, useSession } from '../playground';
import '../styles/lessons.css';
import '../styles/lessonViews.css';
import '../styles/lessonFigures.css';
import { LessonsProvider } from './context';
import { Glossary } from './Glossary';
import { LessonView } from './LessonView';
import { Overview } from './Overview';
import type { Words } from './words/types';

const loaders: { readonly [L in Language]: () => Promise<Words> } = {
  en: async () => (await import('./words/en')).en,
  ko: async () => (await import('./words/ko')).ko,
};

/** The words of the language that is spoken; those of the last one until they have come. */
function useWords(): Words | null {
  const { session } = usePlayground();
  const lang = useSession((state) => state.lang);
  const [words, setWords] = useState<Words | null>(null);
  useEffect(() => {
    let isSpoken = true;
    loaders[lang]().then(
      (loaded) => isSpoken && setWords(loaded),
      (error: unknown) => say(session, messageFor(error, 'part-load')),
    );
    return () => {
      isSpoken = false;
    };
  }, [lang, session]);
  return words;
}

export function LessonsPage() {
  const playground = usePlayground();
  const learner = playground.part(createPageLearner);
  const words = useWords();
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
          {glossary !== null && <Glossary at={glossary} />}
        </LessonsProvider>
      )}
    </main>
  );
}
