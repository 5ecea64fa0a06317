/** The glossary: every term, found by typing, in a sheet beside the page, with where to try it out. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { placeCodec } from '../../store/lessons/address';
import { course } from '../../store/lessons/course';
import { placeOf, type TermId, termIds } from '../../store/lessons/glossary';
import { pageParameters, setUp, touches } from '../../store/lessons/touch';
import { Dialog } from '../parts/Dialog';
import { inPlace } from '../parts/inPlace';
import { usePlayground } from '../playground';
import { fill } from './text';
import type { Words } from './words/types';
import '../styles/glossary.css';

interface Props {
  readonly words: Words;
  /** The term that it opens at; `all`: it opens to be searched. */
  readonly at: TermId | 'all';
  readonly onClose: () => void;
}

export function Glossary({ words, at, onClose }: Props) {
  const [sought, setSought] = useState('');
  const list = useRef<HTMLDListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (at !== 'all') list.current?.querySelector(`[data-term="${at}"]`)?.scrollIntoView({ block: 'start' });
  }, [at]);
  const has = (text: string): boolean => text.toLowerCase().includes(sought.trim().toLowerCase());
  const named = termIds.filter((term) => has(words.glossary[term].name));
  const told = termIds.filter((term) => !named.includes(term) && has(words.glossary[term].text));
  const found = [...named, ...told];
  return (
    <Dialog
      className="glossary"
      title={words.page.glossary}
      close={words.page.close}
      onClose={onClose}
      {...(at === 'all' && { focused: () => search.current })}
    >
      <input
        ref={search}
        type="search"
        aria-label={words.page.find}
        placeholder={fill(words.page.findOne, { terms: `${termIds.length}` })}
        value={sought}
        onChange={({ target }) => setSought(target.value)}
      />
      <p className="muted" role="status">
        {found.length === 0 ? words.page.noTerm : words.page.glossaryIntro}
      </p>
      <dl ref={list}>
        {found.map((term) => (
          <div key={term} data-term={term} data-marked={term === at || undefined}>
            <dt>{words.glossary[term].name}</dt>
            <dd>
              {words.glossary[term].text}
              <Ways words={words} term={term} onClose={onClose} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

interface WaysProps extends Pick<Props, 'words' | 'onClose'> {
  readonly term: TermId;
}

/** Links to where a term can be tried out: a lesson step, and a page set up for it. */
function Ways({ words, term, onClose }: WaysProps) {
  const playground = usePlayground();
  const { t } = useTranslation();
  const { router } = playground;
  const place = placeOf(term);
  const lesson = place && course[place.lesson];
  const touch = touches[term];
  const step = router.addressWith({
    page: 'lessons',
    term: null,
    ...(place && { lesson: `${place.lesson + 1}`, step: `${place.step + 1}` }),
  });
  const page = router.addressWith({ ...nowhere, ...(touch && pageParameters(touch)) });
  // The history entry left behind keeps the term.
  const open = (go: () => void) =>
    inPlace(() => {
      go();
      onClose();
    });
  return (
    <>
      {place && lesson && (
        <a className="term" href={step} onClick={open(() => router.goTo(step))}>
          {fill(words.page.touch, { number: `${place.lesson + 1}`, title: words.lessons[lesson.id].title })}
        </a>
      )}
      {touch && (
        <a className="term" href={page} onClick={open(() => setUp(playground, touch, page))}>
          {fill(words.page.touchPage, { page: t(`app.${touch.page}`) })}
        </a>
      )}
    </>
  );
}

/** Other pages carry no lesson state. */
const nowhere = Object.fromEntries(placeCodec.names.map((name) => [name, null]));
