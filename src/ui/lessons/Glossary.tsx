/** The glossary: every term, in a sheet beside the lesson, with where to try it out. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { placeCodec } from '../../store/lessons/address';
import { course } from '../../store/lessons/course';
import { placeOf, type TermId, termIds } from '../../store/lessons/glossary';
import { pageParameters, setUp, touches } from '../../store/lessons/touch';
import { Dialog } from '../parts/Dialog';
import { inPlace } from '../parts/inPlace';
import { usePlayground } from '../playground';
import { useLessons } from './context';
import { fill } from './text';

export function Glossary({ at }: { readonly at: TermId | 'all' }) {
  const { words, learner } = useLessons();
  const list = useRef<HTMLDListElement>(null);
  useEffect(() => {
    if (at !== 'all') list.current?.querySelector(`[data-term="${at}"]`)?.scrollIntoView({ block: 'start' });
  }, [at]);
  return (
    <Dialog
      className="glossary"
      title={words.page.glossary}
      close={words.page.close}
      onClose={() => learner.openGlossary(null)}
    >
      <p className="muted">{words.page.glossaryIntro}</p>
      <dl ref={list}>
        {termIds.map((term) => (
          <div key={term} data-term={term} data-marked={term === at || undefined}>
            <dt>{words.glossary[term].name}</dt>
            <dd>
              {words.glossary[term].text}
              <Ways term={term} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** Links to where a term can be tried out: a lesson step, and a page set up for it. */
function Ways({ term }: { readonly term: TermId }) {
  const { words, learner } = useLessons();
  const playground = usePlayground();
  const { t } = useTranslation();
  const place = placeOf(term);
  const lesson = place && course[place.lesson];
  const touch = touches[term];
  const { addressWith } = playground.router;
  const address = addressWith({ ...nowhere, ...(touch && pageParameters(touch)) });
  const open = (): void => {
    if (!touch) return;
    setUp(playground, touch, address);
    // The history entry left behind keeps the term.
    learner.openGlossary(null);
  };
  return (
    <>
      {place && lesson && (
        <a
          className="term"
          href={addressWith({ lesson: `${place.lesson + 1}`, step: `${place.step + 1}`, term: null })}
          onClick={inPlace(() => learner.go(place))}
        >
          {fill(words.page.touch, { number: `${place.lesson + 1}`, title: words.lessons[lesson.id].title })}
        </a>
      )}
      {touch && (
        <a className="term" href={address} onClick={inPlace(open)}>
          {fill(words.page.touchPage, { page: t(`app.${touch.page}`) })}
        </a>
      )}
    </>
  );
}

/** Other pages carry no lesson state. */
const nowhere = Object.fromEntries(placeCodec.names.map((name) => [name, null]));
