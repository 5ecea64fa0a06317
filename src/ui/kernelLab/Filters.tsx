/** The other filters of the chosen layer, folded to a row, and how many there are and how they read their channels. */
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelsOf, limits } from '../../workspace/labs/kernelLab/design';
import { addLayer, regroup, removeLayer } from '../../workspace/labs/kernelLab/edit';
import { choose, edit, inputChannels, settle } from '../../workspace/labs/kernelLab/state';
import { MapSlot } from '../labs/LabMaps';
import { Button } from '../parts/Button';
import { Sentence } from '../parts/Sentence';
import { SentenceChoice } from '../parts/SentenceChoice';
import { SentenceNumber } from '../parts/SentenceNumber';
import { KernelPixels } from './Pixels';
import { useKernels, useKernelsState, useShapes } from './useKernels';
import { useLive } from './useLive';

const groupings = ['together', 'apart'] as const;

/** The chosen layer's filters as its sentence's numbers set them. */
function useFilters() {
  const { store } = useKernels();
  const layers = useShapes();
  const at = useKernelsState((state) => state.chosen.layer);
  const input = useKernelsState(inputChannels);
  const layer = layers[at];
  const channels = channelsOf(layers, at, input);
  const set = (filters: number, groups: number): void =>
    edit(store, (all) => regroup(all, at, input, filters, groups), 'filters');
  return { store, layer, channels, set, input, layers };
}

/** The filters of the layer, each folded to its kernels and its map; a press takes it into the hand. */
export function Folded() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const { activation, filter } = useLive();
  const at = useKernelsState((state) => state.chosen.layer);
  const { planes, rows, columns, tensor } = activation;
  if (planes < 2) return null;
  return (
    <section className="kernel-folded" aria-label={t('kernelLab.filtersTitle')}>
      {Array.from({ length: planes }, (_, k) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place.
          key={k}
          type="button"
          aria-pressed={k === filter}
          aria-label={t('kernelLab.activationOf', { filter: k + 1 })}
          onClick={() => choose(store, { filter: k })}
        >
          <MapSlot
            {...{ tensor, rows, columns }}
            plane={k}
            group={0}
            label={t('kernelLab.filterNumber', { filter: k + 1 })}
          />
          <span className="kernel-folded-words">
            {t('kernelLab.filterNumber', { filter: k + 1 })}
            <KernelPixels layer={at} filter={k} />
          </span>
        </button>
      ))}
    </section>
  );
}

export function FilterSentence() {
  const { t } = useTranslation();
  const { store, layer, channels, set } = useFilters();
  if (!layer) return null;
  return (
    <div className="kernel-filters" data-part="tools">
      {(layer.filters > 1 || channels > 1) && (
        <Sentence
          className="small"
          text={t(channels > 1 ? 'kernelLab.filterSentence' : 'kernelLab.filterSentencePlain', {
            count: layer.filters,
          })}
          places={{
            filters: (
              <SentenceNumber
                label={t('kernelLab.filters')}
                value={layer.filters}
                limits={{ least: 1, most: limits.filters, isWhole: true }}
                // The groups share their filters evenly: one fewer may be a whole group fewer.
                onChange={(next) =>
                  set(
                    next < layer.filters
                      ? Math.max(layer.groups, layer.filters - layer.groups * (layer.filters - next))
                      : next,
                    layer.groups,
                  )
                }
                onSettle={() => settle(store)}
              />
            ),
            groups: (
              <SentenceChoice
                label={t('kernelLab.groups')}
                options={groupings}
                value={layer.groups === 1 ? 'together' : 'apart'}
                onChange={(how) => {
                  const groups = how === 'apart' ? channels : 1;
                  set(Math.max(layer.filters, groups), groups);
                }}
                name={(how) => t(`kernelLab.groupings.${how}`)}
              />
            ),
          }}
        />
      )}
      <Button
        idle={layer.filters + layer.groups > limits.filters}
        onClick={() => {
          set(layer.filters + layer.groups, layer.groups);
          settle(store);
          choose(store, { filter: layer.filters });
        }}
      >
        <Plus size={15} aria-hidden />
        {t('kernelLab.filter')}
      </Button>
    </div>
  );
}

/** To the layers: adds one, or leads to those there are. */
export function Layers() {
  const { t } = useTranslation();
  const { store, layers, input } = useFilters();
  const at = useKernelsState((state) => state.chosen.layer);
  const view = useKernelsState((state) => state.view);
  const show = (layer: number): void => {
    choose(store, { layer, filter: 0, channel: 0 });
    store.setState({ view: 'flow' });
  };
  return (
    <div className="kernel-layers row tight" data-part="tools">
      {layers.length > 1 && (
        <>
          <button
            type="button"
            className="button"
            aria-pressed={view === 'stack'}
            onClick={() => store.setState({ view: 'stack' })}
          >
            {t('kernelLab.allLayers')}
          </button>
          {[...layers.keys()].map((layer) => (
            <button
              key={layer}
              type="button"
              className="button"
              aria-pressed={view !== 'stack' && layer === at}
              onClick={() => show(layer)}
            >
              {t('kernelLab.layer', { number: layer + 1 })}
            </button>
          ))}
          {view === 'stack' && (
            <button type="button" className="button" onClick={() => edit(store, removeLayer)}>
              {t('kernelLab.removeLayer')}
            </button>
          )}
        </>
      )}
      <Button
        idle={layers.length === limits.layers}
        aria-label={t('kernelLab.addLayer')}
        onClick={() => {
          edit(store, (all) => addLayer(all, input));
          choose(store, { layer: layers.length, filter: 0, channel: 0 });
          store.setState({ view: 'stack' });
        }}
      >
        <Plus size={15} aria-hidden />
        {t('kernelLab.oneLayer')}
      </Button>
    </div>
  );
}
