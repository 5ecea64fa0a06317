/** The filters that the networks at hand learned, as pictures, one layer at a time: click one to edit it. */
import { type KeyboardEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { depthOf, kernelAt } from '../../workspace/labs/kernelLab/design';
import { putFilter } from '../../workspace/labs/kernelLab/edit';
import { type LearnedFilter, type LearnedLayer, learnedLayers } from '../../workspace/labs/kernelLab/learned';
import { edit, type KernelsState } from '../../workspace/labs/kernelLab/state';
import { rounded } from '../../workspace/numbers';
import { Choice } from '../parts/Choice';
import { focusBeside } from '../parts/gestures';
import { useFetched } from '../parts/useFetched';
import { useSession, useWorkspace } from '../playground';
import { FilterPixels } from './Pixels';
import { useKept, useKernels } from './useKernels';

const idOf = ({ model, layer }: LearnedLayer): string => `${model.id}:${layer}`;

/** The layers of all networks; null until they have loaded. */
function useLayers(): readonly LearnedLayer[] | null {
  const { catalogue } = useWorkspace().host;
  const records = useStore(catalogue.store, (state) => state.records);
  const fetchAll = useCallback(async () => {
    return (
      await Promise.all(records.map(async ({ source }) => learnedLayers(source, await catalogue.load(source))))
    ).flat();
  }, [catalogue, records]);
  return useFetched(fetchAll, 'model-load');
}

export function Learned() {
  const { t } = useTranslation();
  const layers = useLayers();
  const [wanted, setWanted] = useState('');
  const shown = layers?.find((layer) => idOf(layer) === wanted) ?? layers?.[0];
  const [filter] = shown?.filters ?? [];
  if (!layers || !shown || !filter) return <p className="small muted">{t('kernelLab.waiting')}</p>;
  return (
    <div className="kernel-learned">
      <Choice
        label={t('kernelLab.learnedLayer')}
        options={layers.map(idOf)}
        value={idOf(shown)}
        onChange={setWanted}
        name={(id) => id.replace(':', ' · ')}
      />
      <p className="small muted">
        {t('kernelLab.learnedHelp', {
          filters: shown.filters.length,
          kernels: filter.kernels.length,
          rows: filter.rows,
          columns: filter.columns,
          value: rounded(shown.extent),
        })}
      </p>
      <Gallery key={idOf(shown)} layer={shown} />
    </div>
  );
}

/** Whether the edited filter equals a learned one, whose kernels repeat if it has more channels. */
function isInHand({ layers, chosen }: KernelsState, { rows, columns, kernels }: LearnedFilter): boolean {
  const own = layers[chosen.layer];
  if (own?.rows !== rows || own.columns !== columns) return false;
  return Array.from({ length: depthOf(own) }).every((_, channel) => {
    const kernel = kernels[channel % kernels.length];
    return kernelAt(own, chosen.filter, channel).every((value, i) => value === kernel?.[i]);
  });
}

/** Buttons that the arrow keys move between; together they are one Tab stop. */
function Gallery({ layer }: { readonly layer: LearnedLayer }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const [reached, setReached] = useState(0);
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const { key, currentTarget } = event;
    const buttons = [...currentTarget.children].filter((child) => child instanceof HTMLElement);
    const perRow = buttons.filter(({ offsetTop }) => offsetTop === buttons[0]?.offsetTop).length;
    if (key === 'Home' || key === 'End') {
      event.preventDefault();
      buttons.at(key === 'Home' ? 0 : -1)?.focus();
    } else focusBeside(event, currentTarget, reached, perRow);
  };
  const lang = useSession((state) => state.lang);
  const name = useWorkspace().host.catalogue.record(layer.model).short[lang];
  const inHand = useKept((state) => layer.filters.findIndex((filter) => isInHand(state, filter)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as a form.
    <div role="group" aria-label={t('kernelLab.learned')} className="kernel-gallery" onKeyDown={walk}>
      {layer.filters.map((filter, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place.
          key={index}
          type="button"
          tabIndex={index === reached ? 0 : -1}
          aria-pressed={index === inHand}
          // Numbered from 0, like the maps on the stage.
          aria-label={t('kernelLab.learnedOf', { model: name, layer: layer.layer, filter: index })}
          title={`${layer.layer}, ${t('kernelLab.filter')} ${index}`}
          onFocus={() => setReached(index)}
          onClick={() => edit(store, (all, { chosen }) => putFilter(all, chosen, filter))}
        >
          <FilterPixels filter={filter} extent={layer.extent} data-wide={filter.kernels.length > 1 || undefined} />
        </button>
      ))}
    </div>
  );
}
