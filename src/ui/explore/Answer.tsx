/**
 * The answer as the end of the drawing: a row a class, each with a least height and its share of the rest, so that the
 * likeliest class is large. Shares follow every frame without React.
 */
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrameState } from '../../workspace/frame';
import type { Network } from '../../workspace/network';
import { exact, percent, rounded } from '../../workspace/numbers';
import type { StageLayout } from '../../workspace/stage/layout';
import { leastRow, MOST_ROWS, ROW_GAP, shownClasses } from '../../workspace/stage/place';
import type { Box } from '../../workspace/stage/pointer';
import { say } from '../parts/Live';
import { lazily } from '../parts/lazily';
import { Opens } from '../parts/Opens';
import { useClassNames } from '../parts/useClassNames';
import { usePointed, useWork, useWorkspace } from '../playground';
import { markOf, placed } from './placed';
import { useMeaning } from './useMeaning';
import { Verdict } from './Verdict';

const AnswerDetails = lazily(() => import('./AnswerDetails').then((module) => module.AnswerDetails));
const EditedAnswer = lazily(() => import('./edit/EditedAnswer').then((module) => module.EditedAnswer));

interface Props {
  readonly network: Network;
  readonly box: Box;
  readonly direction: StageLayout['direction'];
  /** The layout's. */
  readonly unit: number;
}

/** In this width and less, the verdict is smaller. */
const SLIM = 140;
/** Height of the head of an answer that stands below the network. */
const BELOW = 58;

export const Answer = memo(function Answer({ network, box, direction, unit }: Props) {
  const { t } = useTranslation();
  const isEdited = useWork((state) => state.isEdited);
  const meaning = useMeaning();
  const [isOpen, setOpen] = useState(false);
  const head = direction === 'across' ? box.y : BELOW;
  return (
    <section
      className="answer stage-own"
      data-slim={box.width <= SLIM || undefined}
      style={placed({ ...box, y: box.y - head, height: head + box.height })}
      aria-labelledby="answer-title"
    >
      <div className="answer-head" style={{ height: head - 6, marginBottom: 6 }}>
        <h2 id="answer-title">{t('answer.title')}</h2>
        {isEdited ? <EditedAnswer /> : <Verdict labels={network.spec.labels} />}
        {network.blocks.at(-1)?.layers.map((each) => (
          <span key={each.id} className="answer-layer" {...markOf(each)} />
        ))}
      </div>
      <Rows network={network} box={box} unit={unit} />
      {meaning === 'logits' && <p className="muted small">{t('answer.fromLogits')}</p>}
      <Opens className="answer-open" isOpen={isOpen} onChange={setOpen}>
        {t('answer.open')}
      </Opens>
      {isOpen && <AnswerDetails network={network} onClose={() => setOpen(false)} />}
    </section>
  );
});

/** What the rows look like, apart from the frame. */
interface Look {
  readonly labels: readonly string[];
  /** Values instead of probabilities. */
  readonly isPlain: boolean;
  readonly width: number;
  readonly height: number;
  /** The least height of a row. */
  readonly least: number;
  /** Of the classes' names, in letters. */
  readonly lengths: readonly number[];
}

/** Of the likeliest class's row, the shares that its name and its probability are high; and the most of the width. */
const NAME = { share: 0.5, wide: 1.5, least: 15, most: 200, shortest: 1.4 } as const;
const NUMBER = { share: 0.16, least: 13, most: 26 } as const;
/** Of a row, beside its name. */
const PADDING = 23;
/** A row of this height and less has its name and its probability side by side. */
const FLAT = 34;

const within = (size: number, { least, most }: typeof NAME | typeof NUMBER): string =>
  `${Math.round(Math.max(least, Math.min(size, most)))}px`;

/** Writes a frame's answer into the table's rows, in class order. */
function write(rows: readonly HTMLTableRowElement[], { answer, values }: FrameState, look: Look): void {
  const { labels, isPlain, least } = look;
  const shown = isPlain ? values : answer;
  const best = answer && !isPlain ? answer.indexOf(Math.max(...answer)) : -1;
  const few = answer && answer.length > MOST_ROWS ? new Set(shownClasses(answer.length, answer)) : null;
  const count = Math.min(rows.length, MOST_ROWS);
  const rest = Math.max(0, look.height - count * least - (count - 1) * ROW_GAP);
  for (const [index, row] of rows.entries()) {
    const value = shown?.[index];
    const { dataset, style } = row;
    const [name, cell] = row.cells;
    row.classList.toggle('best', index === best);
    row.hidden = few !== null && !few.has(index);
    style.flexGrow = isPlain ? '1' : String(value !== undefined && value >= 0 ? value : 1 / rows.length);
    if (!name || !cell) continue;
    const height = least + (value ?? 0) * rest;
    const isFlat = index === best && height <= FLAT;
    row.toggleAttribute('data-flat', isFlat);
    if (index === best && !isFlat) {
      const fitting =
        (NAME.wide * (look.width - PADDING)) / Math.max(look.lengths[index] ?? String(index).length, NAME.shortest);
      name.style.fontSize = within(Math.min(NAME.share * height, fitting), NAME);
      cell.style.fontSize = within(NUMBER.share * height, NUMBER);
    } else {
      name.style.fontSize = '';
      cell.style.fontSize = '';
    }
    if (value === undefined) {
      for (const key of ['testid', 'label', 'probability']) delete dataset[key];
      say(cell, '–');
      continue;
    }
    if (!isPlain) Object.assign(dataset, { testid: 'prediction', label: labels[index] ?? index, probability: value });
    say(cell, isPlain ? rounded(value) : percent(value));
    cell.title = exact(value);
  }
}

/** Length of a name in Latin letters: a syllable of Hangul is as wide as two narrow ones. */
const lettersIn = (name: string): number => [...name].reduce((sum, letter) => sum + (letter > '\u1100' ? 1.8 : 1), 0);

function Rows({ network, box: { width, height }, unit }: Pick<Props, 'network' | 'box' | 'unit'>) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { frame, pointer } = useWorkspace();
  const isPlain = useMeaning() === 'values';
  const body = useRef<HTMLTableSectionElement>(null);
  const layer = network.blocks.at(-1)?.layers.at(-1);
  const { labels } = network.spec;
  const rows = labels.length > 0 ? labels : Array.from({ length: layer?.rows ?? 0 }, (_, index) => String(index));

  const least = leastRow(height, layer?.rows ?? rows.length, unit);

  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const lengths = labels.map((label) => lettersIn(names.short(label)));
    const look = { labels, isPlain, width, height, least, lengths };
    const show = (state: FrameState): void => write([...element.rows], state, look);
    show(frame.getState());
    return frame.subscribe((now, before) => {
      if (now.answer !== before.answer || now.values !== before.values) show(now);
    });
  }, [frame, names, isPlain, labels, width, height, least]);

  const pinned = usePointed((state) => state.pinned);
  const pin = (index: number): void => pointer.setState({ pinned: index === pinned ? null : index });
  const point = (index: number): void => {
    if (layer) pointer.setState({ hover: { layer: layer.id, channel: 0, row: index, column: 0, index } });
  };
  return (
    <table className="predictions" style={{ height, '--least': `${least}px` } as React.CSSProperties}>
      <caption className="unseen">{t(isPlain ? 'answer.valueTable' : 'answer.table')}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('answer.class')}</th>
          <th scope="col">{t(isPlain ? 'answer.value' : 'answer.probability')}</th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((label, index) => (
          <tr
            key={label}
            onPointerEnter={() => point(index)}
            // The stage below would point at nothing.
            onPointerMove={(event) => event.stopPropagation()}
            onPointerLeave={() => pointer.setState({ hover: null })}
          >
            <th scope="row">
              <button type="button" aria-pressed={index === pinned} onClick={() => pin(index)}>
                {names.short(label)}
              </button>
            </th>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
