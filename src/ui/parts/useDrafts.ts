/**
 * What is being typed into one number field or many: free text until it is committed or taken back. A text that is
 * refused stays, with the reason in words, until it is corrected or its number changes.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exact } from '../../workspace/numbers';
import { type NumberLimits, type Refusal, readNumber } from '../../workspace/typedNumber';

interface Draft {
  readonly text: string;
  /** The number that stood when typing began. */
  readonly over: number;
  readonly refused: Refusal | null;
}

export interface Drafts {
  /** The text in a field; null while nothing is being typed. */
  readonly textOf: (field: number) => string | null;
  /** Why the field's text was refused, in words; null if it was not. */
  readonly refusalOf: (field: number) => string | null;
  /** The number a field is about to have, as far as it can be read. */
  readonly nextOf: (field: number) => number;
  readonly type: (field: number, text: string) => void;
  readonly takeBack: (field: number) => void;
  /** Enter: takes the number, or says why not. False if it was refused. */
  readonly commit: (field: number) => boolean;
  /** The focus leaves: the same, but nothing typed means nothing meant. */
  readonly leave: (field: number) => boolean;
}

/** Drafts over the numbers `valueIn(field)`; `onCommit` hears of those that are taken. */
export function useDrafts(
  valueIn: (field: number) => number,
  onCommit: (field: number, value: number) => void,
  limits: NumberLimits = {},
): Drafts {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState<ReadonlyMap<number, Draft>>(new Map());
  const put = (field: number, draft: Draft | null): void =>
    setDrafts((before) => {
      const after = new Map(before);
      if (draft) after.set(field, draft);
      else after.delete(field);
      return after;
    });
  const draftOf = (field: number): Draft | null => {
    const draft = drafts.get(field);
    return draft && Object.is(draft.over, valueIn(field)) ? draft : null;
  };
  const commit = (field: number): boolean => {
    const draft = draftOf(field);
    if (!draft) return true;
    const reading = readNumber(draft.text, limits);
    put(field, 'refused' in reading ? { ...draft, refused: reading.refused } : null);
    if ('value' in reading) onCommit(field, reading.value);
    return 'value' in reading;
  };
  const inWords = (refused: Refusal, text: string, value: number): string => {
    if (refused !== 'outside') return t(`number.${refused}`, { text, value: exact(value) });
    const { least, most } = limits;
    if (least === undefined) return t('number.atMost', { most: exact(most ?? 0) });
    return most === undefined
      ? t('number.atLeast', { least: exact(least) })
      : t('number.between', { least: exact(least), most: exact(most) });
  };
  return {
    textOf: (field) => draftOf(field)?.text ?? null,
    refusalOf: (field) => {
      const draft = draftOf(field);
      return draft?.refused ? inWords(draft.refused, draft.text.trim(), draft.over) : null;
    },
    nextOf: (field) => {
      const reading = readNumber(draftOf(field)?.text ?? '', limits);
      return 'value' in reading ? reading.value : valueIn(field);
    },
    type: (field, text) => put(field, { text, over: valueIn(field), refused: null }),
    takeBack: (field) => put(field, null),
    commit,
    leave: (field) => {
      if (draftOf(field)?.text.trim() !== '') return commit(field);
      put(field, null);
      return true;
    },
  };
}
