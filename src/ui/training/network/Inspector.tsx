/** On the right: the attributes of the chosen layer, and what comes of them. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import { attributesOf, samePadding, withAttributes } from '../../../workspace/training/network/attributes';
import { begun, fits, insert, remove, replace } from '../../../workspace/training/network/edits';
import { mostOf, sizeText } from '../../../workspace/training/network/examine';
import { joins, type Row, rowActivations } from '../../../workspace/training/network/rows';
import { Button } from '../../parts/Button';
import { Choice } from '../../parts/Choice';
import { IconButton } from '../../parts/IconButton';
import { NumberField } from '../../parts/NumberField';
import { Segmented } from '../../parts/Segmented';
import { Toggle } from '../../parts/Toggle';
import { Strong } from '../Strong';
import { type Built, useBuilder, useBuilt, useNetworkBuilder } from './useNetwork';

/** The element that holds a row's controls. */
export const INSPECTOR = 'train-inspector';

/** Gives the focus back to the row. */
export const focusRow = (at: number): void => {
  document.querySelectorAll<HTMLElement>('.builder-row-button')[at]?.focus();
};

export function Inspector() {
  const { t } = useTranslation();
  const { builder } = useNetworkBuilder();
  const chosen = useBuilder((state) => state.chosen);
  const built = useBuilt();
  const row = chosen === null ? undefined : built.rows[chosen];
  return (
    <section
      className="train-inspector"
      id={INSPECTOR}
      data-open={row !== undefined}
      aria-label={t('train.builder.columns.sees')}
      aria-labelledby={row ? 'train-inspector-title' : undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || chosen === null) return;
        event.preventDefault();
        focusRow(chosen);
      }}
    >
      {row && chosen !== null ? (
        <>
          <header>
            <h2 id="train-inspector-title">
              {built.examined.rows[chosen]?.id} <span className="muted">{t(`train.builder.kinds.${row.kind}`)}</span>
            </h2>
            <IconButton
              quiet
              label={t('train.builder.close')}
              onClick={() => {
                focusRow(chosen);
                builder.choose(null);
              }}
            >
              <X size={18} aria-hidden />
            </IconButton>
          </header>
          <Attributes key={`${chosen} ${row.kind}`} row={row} at={chosen} built={built} />
          <Outcome at={chosen} built={built} />
          <div className="row tight">
            <Button onClick={() => builder.edit(insert(built.rows, chosen + 1, row), chosen + 1)}>
              {t('train.builder.duplicate')}
            </Button>
            {!joins(row) && built.rows.length < mostOf.rows && (
              <Button
                onClick={() => {
                  const sum = begun(built.rows, chosen + 1, 'add', built.given);
                  builder.edit(insert(built.rows, chosen + 1, sum), chosen + 1);
                }}
              >
                {t('train.builder.skip')}
              </Button>
            )}
            <Button onClick={() => builder.edit(remove(built.rows, chosen), chosen)}>
              {t('train.builder.remove')}
            </Button>
          </div>
        </>
      ) : (
        <p className="muted">{t('train.builder.none')}</p>
      )}
    </section>
  );
}

interface Props {
  readonly row: Row;
  readonly at: number;
  readonly built: Built;
}

/** Usual sides of a window; others come from a link or JSON. */
const sides = {
  kernel: [1, 3, 5, 7],
  window: [2, 3, 4],
  stride: [1, 2, 3],
  dilation: [1, 2, 3],
} as const;

const counted = ['outChannels', 'outFeatures', 'groups', 'size'] as const;
/** More than a page could train. */
const MOST = 512;

function Attributes({ row, at, built: { rows, examined, given } }: Props) {
  const { t } = useTranslation();
  const { builder } = useNetworkBuilder();
  const attributes = attributesOf(row);
  const put = (next: Row): void => builder.edit(replace(rows, at, next), at);
  const set = (change: Parameters<typeof withAttributes>[1]): void => put(withAttributes(row, change));
  const pad = JSON.stringify(attributes.pad);
  const same = samePadding(attributes);
  const padding = pad === '[0,0,0,0]' ? 'none' : pad === JSON.stringify(same) ? 'same' : 'other';
  const places = Array.from({ length: at + 1 }, (_, i) => i - 1).filter((place) => place < at);
  const isJoin = joins(row);
  const placeName = (place: number): string => {
    if (place === at - 1 && !isJoin) return t('train.builder.previous');
    const layer = examined.rows[place]?.id ?? t('train.builder.input');
    const shape = place < 0 ? given.shape : examined.rows[place]?.shape;
    if (!isJoin || !shape) return layer;
    const isFit = fits(rows, at, row, place, given);
    return t(`train.builder.${isFit ? 'fitting' : 'unfit'}`, { layer, shape: sizeText(shape) });
  };
  return (
    <div className="train-attributes">
      {counted.map((name) =>
        typeof attributes[name] === 'number' ? (
          <NumberField
            key={name}
            label={t(`train.builder.attributes.${name}`)}
            value={attributes[name]}
            limits={{ least: 1, most: MOST, isWhole: true }}
            onChange={(value) => set({ [name]: value })}
          />
        ) : null,
      )}
      {Object.entries(sides).map(([name, usual]) => {
        const value = attributes[name];
        if (!Array.isArray(value)) return null;
        const [side] = value;
        return (
          <Labelled key={name} label={t(`train.builder.attributes.${name as keyof typeof sides}`)}>
            <Segmented
              label={t(`train.builder.attributes.${name as keyof typeof sides}`)}
              options={[...new Set<number>([...usual, side])].sort((a, b) => a - b)}
              value={side}
              onChange={(next) => {
                const own = withAttributes(row, { [name]: [next, next] });
                // A padding that keeps the size goes with the kernel.
                put(
                  padding === 'same' && name !== 'stride'
                    ? withAttributes(own, { pad: samePadding(attributesOf(own)) })
                    : own,
                );
              }}
            />
          </Labelled>
        );
      })}
      {row.kind === 'conv2d' && (
        <Labelled label={t('train.builder.attributes.pad')}>
          <Segmented
            label={t('train.builder.attributes.pad')}
            options={padding === 'other' ? (['none', 'same', 'other'] as const) : (['none', 'same'] as const)}
            value={padding}
            onChange={(next) => next !== 'other' && set({ pad: next === 'same' ? same : [0, 0, 0, 0] })}
            name={(each) => t(`train.builder.paddings.${each}`, { pad: String(attributes.pad) })}
          />
        </Labelled>
      )}
      {row.kind === 'dropout' && (
        <NumberField
          label={t('train.builder.attributes.rate')}
          value={Number(attributes.rate)}
          limits={{ least: 0, most: 0.9 }}
          step={0.05}
          onChange={(rate) => set({ rate })}
        />
      )}
      {typeof attributes.bias === 'boolean' && (
        <Toggle
          label={t('train.builder.attributes.bias')}
          checked={attributes.bias}
          onChange={(bias) => set({ bias })}
        />
      )}
      {row.kind !== 'flatten' && (
        <Choice
          label={t('train.builder.attributes.activation')}
          options={['none', ...rowActivations] as const}
          value={row.activation ?? 'none'}
          onChange={(activation) => {
            const { activation: _, ...rest } = row;
            put(activation === 'none' ? rest : { ...rest, activation });
          }}
          name={(each) => t(`train.builder.activations.${each}`)}
        />
      )}
      {(isJoin || at > 0) && (
        <Choice
          label={t(`train.builder.attributes.${isJoin ? 'also' : 'from'}`)}
          options={places}
          value={row.from ?? (isJoin ? -2 : at - 1)}
          instead={isJoin && row.from === undefined ? t('train.builder.nothing') : null}
          onChange={(place) => {
            const { from: _, ...rest } = row;
            put(!isJoin && place === at - 1 ? rest : { ...rest, from: place });
          }}
          name={placeName}
        />
      )}
    </div>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="train-labelled">
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}

/** Shape, weights and receptive field in words. */
function Outcome({ at, built: { examined } }: Omit<Props, 'row'>) {
  const { t } = useTranslation();
  const seen = examined.rows[at];
  if (!seen?.shape) return null;
  return (
    <div className="train-outcome">
      <p>
        <Strong text={t('train.builder.shape', { shape: sizeText(seen.shape) })} />
      </p>
      <p>
        <Strong text={t('train.builder.parameters', { count: grouped(seen.parameters) })} />
      </p>
      <p>
        <Strong text={t('train.builder.sees', { size: sizeText(seen.sees) })} />
      </p>
    </div>
  );
}
