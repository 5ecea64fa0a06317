/** A filter: its kernels as pictures in the maps' colours, as numbers on demand, and its bias. */
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '../../../workspace/inspect/mapReading';
import { brief, exact } from '../../../workspace/numbers';
import { Disclosure } from '../../parts/Disclosure';
import { MapPicture } from '../glass/MapPicture';
import { MapLink } from './MapLink';
import { NumberGrid } from './NumberGrid';
import { SumRows } from './SumRows';

/** Kernels shown as numbers at once. */
const PAGE = 16;
const nothing = (): void => {};

export const FilterView = memo(function FilterView({ filter }: { readonly filter: Filter }) {
  const { t } = useTranslation();
  const { source, kernels, firstChannel, rows, columns, extent, bias } = filter;
  const count = kernels.length;
  return (
    <section className="filter" aria-label={t('opened.filter')}>
      <h3>{t('opened.filter')}</h3>
      <div className="kernels" data-testid="filter">
        {kernels.map((kernel, c) => {
          const channel = firstChannel + c;
          return (
            <MapLink
              key={channel}
              layer={source.id}
              channel={channel}
              label={t('opened.kernel', { layer: source.id, channel })}
              className="kernel-picture"
            >
              <MapPicture values={kernel} rows={rows} columns={columns} extent={extent} />
            </MapLink>
          );
        })}
      </div>
      <p className="muted small">
        {t(count === 1 ? 'opened.filterOne' : 'opened.filterOf', { count, layer: source.id })}
      </p>
      {bias !== null && <SumRows rows={[{ name: t('opened.bias'), text: exact(bias), value: bias, kind: 'note' }]} />}
      <Disclosure title={t('opened.kernelNumbers')}>
        <Numbers filter={filter} />
      </Disclosure>
    </section>
  );
});

function Numbers({ filter: { source, kernels, firstChannel, columns, extent } }: { readonly filter: Filter }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <div className="grids">
        {kernels.slice(0, shown).map((kernel, c) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a kernel is its place in the filter.
          <figure key={c}>
            <NumberGrid
              columns={columns}
              cells={Array.from(kernel, (value) => ({ value, text: brief(value) }))}
              title={exact}
              extent={extent}
              marked={null}
              onMark={nothing}
            />
            {kernels.length > 1 && (
              <figcaption>{t('opened.kernelOf', { layer: source.id, channel: firstChannel + c })}</figcaption>
            )}
          </figure>
        ))}
      </div>
      {shown < kernels.length && (
        <button type="button" className="button" onClick={() => setShown(shown + PAGE)}>
          {t('opened.more', { count: Math.min(PAGE, kernels.length - shown) })}
        </button>
      )}
    </>
  );
}
