/**
 * A sentence whose numbers are its controls. Its words are one text with places such as `<stride>`, so that each
 * language orders them its own way.
 */
import { Fragment, type ReactNode } from 'react';

interface Props {
  readonly text: string;
  /** What stands in each place of the text. */
  readonly places: { readonly [name: string]: ReactNode };
  readonly className?: string;
}

export function Sentence({ text, places, className = '' }: Props) {
  return (
    <p className={`sentence ${className}`}>
      {text.split(/(<\w+>)/).map((piece, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text keep their places.
        <Fragment key={i}>{i % 2 === 1 ? (places[piece.slice(1, -1)] ?? piece) : piece}</Fragment>
      ))}
    </p>
  );
}
