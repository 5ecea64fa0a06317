/** The body of what is opened: rows of maps, a list of products, blocks of them, or another operation on its maps. */
import { type CSSProperties, type RefObject, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../../../workspace/network';
import { extentOf } from '../../../workspace/stage/extent';
import { boxesPath, fieldBoxes, isPartOf } from '../../../workspace/stage/field';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { pixelBox } from '../../../workspace/stage/pointer';
import { usePointed, useWorkspace } from '../../playground';
import { KnownKernels } from '../edit/KnownKernels';
import { Blocks } from './Blocks';
import { Check } from './Check';
import { EquationOf } from './Equation';
import { Grow } from './Grow';
import { Maps } from './Maps';
import { firstOf, Products } from './Products';
import { placed } from './placed';
import { Rows } from './Rows';
import type { OpenedState } from './useOpened';

interface Props {
  readonly network: Network;
  readonly layout: OpenedLayout;
  readonly opened: OpenedState;
  readonly isValue: boolean;
  readonly map: RefObject<HTMLDivElement | null>;
}

export function Body({ network, layout, opened, isValue, map }: Props) {
  const { t } = useTranslation();
  const { frame } = useWorkspace();
  const { value, view, filter, editable, sum, added, chosen, choosePart } = opened;
  // A weight that was pressed among the rows goes on by keys where it is written.
  const [taken, setTaken] = useState<{ readonly cell: number } | null>(null);
  if (!value) return null;
  const { layer, computed, equation, pixel } = value;
  const { explanation } = equation ?? {};
  const attributes = {
    'data-testid': isValue ? 'equation' : 'window',
    'data-layer': layer.id,
    'data-index': pixel.index,
    'data-kind': explanation?.kind ?? 'given',
    'data-computed': computed,
    'data-result': explanation?.result,
    'data-bound': explanation?.bound,
  };
  const weighted = explanation?.kind === 'weighted' ? explanation : null;
  const check = explanation && isValue && (
    <Check computed={computed} result={explanation.result} bound={explanation.bound} />
  );
  const own = layout.maps.find((lane) => lane.layer.id === layer.id);
  const extent = extentOf(network.units[layer.unit]?.layers ?? [], frame.getState().ranges) ?? 1;
  return (
    <div className="opened-body" {...attributes}>
      <Field network={network} layout={layout} opened={opened} />
      <Hovered layout={layout} />
      <Maps layout={layout} value={value} map={map} keys={t('opened.keys')} hasHeads={view.form.kind === 'operation'} />
      {view.form.kind === 'rows' && sum && filter && added && equation && weighted && (
        <>
          <Rows
            {...{ layout, sum, filter, editable, added, chosen }}
            onChoose={choosePart}
            onTake={(cell) => setTaken({ cell })}
          />
          <Arrow layout={layout} opened={opened} />
          <section
            className="opened-band"
            style={{ ...placed(layout.places.band), ...bandCells(layout, filter.columns) }}
          >
            {chosen !== null && <Band opened={opened} chosen={chosen} taken={taken} />}
          </section>
        </>
      )}
      {view.form.kind === 'blocks' && filter && equation && weighted && (
        <Blocks
          {...{ layout, value, equation, filter, editable, chosen }}
          explanation={weighted}
          onChoose={choosePart}
        />
      )}
      {view.form.kind === 'list' && (
        <>
          <div className="opened-main stack" style={placed(layout.places.main)}>
            <EquationOf value={value} filter={editable} isEnd />
          </div>
          <section className="opened-check" style={placed(layout.places.band ?? below(layout))}>
            {check}
          </section>
        </>
      )}
      {view.form.kind === 'operation' && (
        <div className="opened-main stack" style={placed(layout.places.main)}>
          <EquationOf value={value} filter={editable} />
          {check}
          {!isValue && <p className="muted small">{t('opened.press')}</p>}
        </div>
      )}
      {own && layer.form === 'maps' && layer.colour === 'signed' && (
        <Grow to={own} layer={layer} channel={pixel.channel} values={opened.own} extent={extent} />
      )}
    </div>
  );
}

const below = ({ places: { main } }: OpenedLayout) => main && { ...main, y: 0 };

/** What the value under the window depends on, outlined in every map that is shown. */
function Field({ network, layout, opened }: Pick<Props, 'network' | 'layout' | 'opened'>) {
  const pixel = opened.value?.pixel;
  const path = useMemo(
    () => (pixel ? boxesPath(fieldBoxes(network.model, layout, pixel).filter(isPartOf(layout))) : ''),
    [network, layout, pixel],
  );
  return (
    <svg className="field" width={layout.width} height={layout.height} aria-hidden="true">
      <path className="field-halo" d={path} />
      <path d={path} />
    </svg>
  );
}

/** The value that a number of the equation was read from, wherever its map is shown. */
function Hovered({ layout }: { readonly layout: OpenedLayout }) {
  const hover = usePointed((state) => state.hover);
  const box = hover && pixelBox({ ...layout, lanes: layout.maps }, hover);
  return box && <div className="pixel-outline" style={placed(box)} />;
}

/** From the sum to its place in the map. */
function Arrow({ layout, opened: { value } }: Pick<Props, 'layout' | 'opened'>) {
  const { places, unit } = layout;
  const box = value && pixelBox({ ...layout, lanes: layout.maps }, value.pixel);
  const [own] = layout.maps;
  if (layout.isNarrow || !box || !places.sum || !own) return null;
  const { x, y, width, height } = places.sum;
  const [from, to] = [x + width + 4 * unit, own.x - 5 * unit];
  const [low, high] = [y + height - 12 * unit, box.y + box.height / 2];
  const middle = (from + to) / 2;
  const reach = Math.min(10 * unit, Math.abs(low - high) / 2);
  const turn = reach * Math.sign(low - high);
  const line = `M${from} ${low}H${middle - reach}Q${middle} ${low} ${middle} ${low - turn}V${high + turn}Q${middle} ${high} ${middle + reach} ${high}H${to}`;
  const path = `${line}m${-7 * unit} ${-5 * unit}l${7 * unit} ${5 * unit}l${-7 * unit} ${5 * unit}`;
  return (
    <svg className="opened-arrow" width={layout.width} height={layout.height} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

const BAND = { padding: 24, signs: 66, least: 27, most: 38, wide: 1.25 } as const;

/** The cells of the chosen row, as wide as its place allows. */
function bandCells({ places, unit }: OpenedLayout, columns: number): CSSProperties {
  const room = (places.band?.width ?? 0) / unit - BAND.padding - BAND.signs;
  const cell = Math.max(BAND.least, Math.min(BAND.most, (room / columns - 3) / (2 + BAND.wide)));
  return { '--least': `${cell}px`, '--least-wide': `${BAND.wide * cell}px` } as CSSProperties;
}

interface BandProps {
  readonly opened: OpenedState;
  readonly chosen: number;
  readonly taken: { readonly cell: number } | null;
}

/** The chosen row in numbers. */
function Band({ opened, chosen, taken }: BandProps) {
  const { t } = useTranslation();
  const { value, sum, filter, editable } = opened;
  const equation = value?.equation;
  if (equation?.explanation.kind !== 'weighted' || !filter || !sum) return null;
  const part = equation.explanation.parts[chosen] ?? [];
  const units = sum.rows.find((row) => row.part === chosen)?.units ?? null;
  const channel = filter.firstChannel + chosen;
  return (
    <>
      <header className="row spread">
        <h3>
          {t('opened.bandOf', { layer: filter.source.id, channel })}{' '}
          <span className="muted">{t('opened.bandCount', { count: part.length })}</span>
        </h3>
        {editable && !editable.now.isFixed && (
          <KnownKernels filter={editable} first={firstOf(part, editable)} rows={filter.rows} columns={filter.columns} />
        )}
      </header>
      <Products {...{ equation, part, channel, units, taken }} decimals={sum.decimals} filter={editable} />
      <p className="muted small">
        {t('opened.addUp')} {editable && t(editable.now.isFixed ? 'edit.silent' : 'edit.cellsHelp')}
      </p>
    </>
  );
}
