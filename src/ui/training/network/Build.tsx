/**
 * In the middle: the network as it is built, a row a layer, each with what it makes of the drawing, untrained and at one
 * scale. A mistake stands where it arises, with ways out.
 */
import { Redo2, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { grouped } from '../../../workspace/numbers';
import { begun, insert, move, remove } from '../../../workspace/training/network/edits';
import { mostOf, sizeText } from '../../../workspace/training/network/examine';
import type { RowKind } from '../../../workspace/training/network/rows';
import { LabMaps } from '../../labs/LabMaps';
import { IconButton } from '../../parts/IconButton';
import { historyKey } from '../../parts/keys';
import '../../styles/trainNetwork.css';
import { Strong } from '../Strong';
import { AddLayer } from './AddLayer';
import { Arcs } from './Arcs';
import { focusRow, INSPECTOR } from './Inspector';
import { Layer } from './Layer';
import { Mistake } from './Mistake';
import { RowMaps } from './RowMaps';
import { useDragged } from './useDragged';
import { useBuilder, useBuilt, useNetworkBuilder } from './useNetwork';

export function Build() {
  const { t } = useTranslation();
  const { builder, preview } = useNetworkBuilder();
  const built = useBuilt();
  const { rows, given, examined } = built;
  const { mistake } = examined;
  const chosen = useBuilder((state) => state.chosen);
  const network = useStore(preview.store, (state) => state.network);
  const [adding, setAdding] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  /** The row that gets the focus once it stands. */
  const wanted = useRef<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => preview.show(), [preview]);
  useEffect(() => {
    if (wanted.current === null) return;
    focusRow(wanted.current);
    wanted.current = null;
  });

  const moveTo = (at: number, to: number): void => {
    if (to < 0 || to >= rows.length) return;
    builder.edit(move(rows, at, to), to);
    setSaid(t('train.builder.moved', { layer: examined.rows[at]?.id ?? '', place: to + 1, count: rows.length }));
    wanted.current = to;
  };
  const drag = useDragged(list, moveTo);
  const add = (at: number, kind: RowKind): void => {
    builder.edit(insert(rows, at, begun(rows, at, kind, given)), at);
    setAdding(null);
    wanted.current = at;
  };
  const key = (event: KeyboardEvent): void => {
    const which = historyKey(event);
    if (!which) return;
    event.preventDefault();
    // The pad uses the same keys to undo strokes.
    event.stopPropagation();
    builder[which]();
  };
  const rowKey = (event: KeyboardEvent, at: number): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (event.ctrlKey || event.metaKey) return;
    if (by !== 0 && event.altKey) moveTo(at, at + by);
    else if (by !== 0) focusRow(Math.max(0, Math.min(rows.length - 1, at + by)));
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      builder.edit(remove(rows, at), at);
      wanted.current = Math.min(at, rows.length - 2);
    } else if (event.key === 'Enter') {
      builder.choose(at);
      requestAnimationFrame(() =>
        document.getElementById(INSPECTOR)?.querySelector<HTMLElement>('.train-attributes :is(input, select)')?.focus(),
      );
    } else return;
    event.preventDefault();
  };
  const total = (what: 'parameters' | 'macs'): number => examined.rows.reduce((sum, each) => sum + each[what], 0);
  const isFull = rows.length >= mostOf.rows;
  const head = examined.rows.at(-1);
  const history = useBuilder((state) => state.history);
  const blocker = mistake ? (examined.rows[mistake.at]?.id ?? '') : '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls within.
    <section className="train-watch train-build" id="maps" onKeyDown={key}>
      <div className="train-state">
        <h2 className="train-sentence" data-testid="builder-state" data-fits={mistake === null}>
          <Strong
            text={
              mistake
                ? t('train.builder.wrong')
                : t('train.builder.fits', { parameters: grouped(total('parameters')), macs: grouped(total('macs')) })
            }
          />
        </h2>
        <div className="row tight">
          <IconButton label={t('train.builder.undo')} idle={history.past.length === 0} onClick={() => builder.undo()}>
            <Undo2 size={16} aria-hidden />
          </IconButton>
          <IconButton label={t('train.builder.redo')} idle={history.future.length === 0} onClick={() => builder.redo()}>
            <Redo2 size={16} aria-hidden />
          </IconButton>
        </div>
      </div>
      <LabMaps lab={preview} range="layer">
        <div className="builder-frame">
          <ol ref={list} className="builder" aria-label={t('train.builder.layers')} aria-describedby="builder-keys">
            <li className="builder-row builder-input">
              <span />
              <span className="builder-name">
                <b>{t('train.builder.input')}</b>
                <small className="builder-word">
                  {t('train.builder.inputSub', { size: sizeText(given.shape.slice(1)), channels: given.shape[0] })}
                </small>
              </span>
              <RowMaps network={network} node="input" shape={given.shape} layer={t('train.builder.input')} />
              <span className="number">{sizeText(given.shape)}</span>
              <span className="muted">{t('train.builder.columns.weights')}</span>
              <span className="muted">{t('train.builder.columns.macs')}</span>
              <span className="muted">{t('train.builder.columns.sees')}</span>
            </li>
            {rows.map((row, at) => (
              <Layer
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone.
                key={at}
                row={row}
                at={at}
                built={built}
                network={network}
                isChosen={at === chosen}
                waits={mistake && at > mistake.at ? blocker : null}
                drag={drag}
                onChoose={() => builder.choose(at)}
                onKey={(event) => rowKey(event, at)}
                before={
                  <AddLayer
                    label={t('train.builder.addBefore', { layer: examined.rows[at]?.id ?? '' })}
                    isOpen={adding === at}
                    isFull={isFull}
                    onOpen={(isOpen) => setAdding(isOpen ? at : null)}
                    onAdd={(kind) => add(at, kind)}
                  />
                }
              >
                {mistake?.at === at && (
                  <Mistake
                    built={built}
                    onRepair={(repaired) => {
                      builder.edit(repaired, null);
                      wanted.current = Math.min(at, repaired.length - 1);
                    }}
                  />
                )}
              </Layer>
            ))}
            <li className="builder-row builder-head" data-waits={mistake !== null}>
              <AddLayer
                label={t('train.builder.addEnd')}
                isNamed
                isOpen={adding === rows.length}
                isFull={isFull}
                onOpen={(isOpen) => setAdding(isOpen ? rows.length : null)}
                onAdd={(kind) => add(rows.length, kind)}
              />
              <span />
              <span className="builder-name">
                <span>
                  <b>{t('train.builder.kinds.dense')}</b> {head?.id}
                </span>
                <small className="builder-word">{t('train.builder.details.head')}</small>
              </span>
              <span className="muted">{mistake && blocker && t('train.builder.waits', { layer: blocker })}</span>
              <span className="number">{head?.shape ? sizeText(head.shape) : '?'}</span>
              <span className="number">{head?.shape && grouped(head.parameters)}</span>
              <span className="number">{head?.shape && grouped(head.macs)}</span>
              <span className="number">{head?.shape && sizeText(head.sees)}</span>
            </li>
          </ol>
          <Arcs list={list} rows={rows} chosen={chosen} />
        </div>
        {mistake?.at === rows.length && <Mistake built={built} onRepair={(repaired) => builder.edit(repaired, null)} />}
      </LabMaps>
      <p id="builder-keys" className="small muted">
        {t('train.builder.keys')}
      </p>
      <p role="status" className="unseen">
        {said}
      </p>
    </section>
  );
}
