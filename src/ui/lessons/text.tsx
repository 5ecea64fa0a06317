/** Lesson text: fills in numbers and links terms to the glossary. */
import { type TermId, terms } from '../../store/lessons/glossary';
import { inPlace } from '../parts/inPlace';
import { usePlayground } from '../playground';
import { useLessons } from './context';

type Values = { readonly [name: string]: string };

/** Replaces `{name}` with numbers; unknown names are left visible. No line breaks at a percent sign within words. */
export const fill = (text: string, values: Values = {}): string =>
  text
    .replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    .replaceAll(' %', '\u00a0%')
    .replace(/%(?=\p{L})/gu, '%\u2060');

const isTerm = (id: string): id is TermId => Object.hasOwn(terms, id);

/** Pieces of a text: plain, or `[[term]]` and `[[term|wording]]`. */
function pieces(text: string): readonly (string | { readonly term: TermId; readonly shown: string | null })[] {
  return text.split(/(\[\[.+?\]\])/).map((piece) => {
    const [id = '', shown = null] = piece.match(/^\[\[(.+)\]\]$/)?.[1]?.split('|') ?? [];
    return isTerm(id) ? { term: id, shown } : piece;
  });
}

interface Props {
  readonly text: string;
  readonly values?: Values | undefined;
}

export function Rich({ text, values }: Props) {
  const { words, learner } = useLessons();
  const { addressWith } = usePlayground().router;
  return pieces(fill(text, values)).map((piece, i) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text keep their places.
        key={i}
        className="term"
        href={addressWith({ term: piece.term })}
        onClick={inPlace(() => learner.openGlossary(piece.term))}
      >
        {piece.shown ?? words.glossary[piece.term].name}
      </a>
    ),
  );
}
