/** Which layer and which filter is in the hand; how many of them there are, and how they read their channels. */
import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelsOf, limits } from '../../workspace/labs/kernelLab/design';
import { addLayer, regroup, removeLayer } from '../../workspace/labs/kernelLab/edit';
import { choose, edit, inputChannels } from '../../workspace/labs/kernelLab/state';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { Segmented } from '../parts/Segmented';
import { Toggle } from '../parts/Toggle';
import { useKernels, useKernelsState, useShapes } from './useKernels';

const counts = Array.from({ length: limits.filters }, (_, i) => String(i + 1));
const groupings = ['together', 'apart'] as const;

export function LayerPanel() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const isConvolution = useKernelsState((state) => state.isConvolution);
  const input = useKernelsState(inputChannels);
  const layer = layers[chosen.layer];
  if (!layer) return null;
  const channels = channelsOf(layers, chosen.layer, input);
  const numbers = layers.map((_, i) => String(i + 1));
  const set = (filters: number, groups: number): void =>
    edit(store, (all) => regroup(all, chosen.layer, input, filters, groups));
  return (
    <section className="kernel-panel" aria-label={t('kernelLab.layers')}>
      <div className="kernel-row">
        <Segmented
          label={t('kernelLab.layers')}
          options={numbers}
          value={String(chosen.layer + 1)}
          onChange={(number) => choose(store, { layer: Number(number) - 1 })}
          name={(number) => t('kernelLab.layer', { number })}
        />
        <IconButton
          label={t('kernelLab.addLayer')}
          idle={layers.length === limits.layers}
          onClick={() => {
            edit(store, (all) => addLayer(all, input));
            choose(store, { layer: layers.length, filter: 0, channel: 0 });
          }}
        >
          <Plus size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={t('kernelLab.removeLayer')}
          idle={layers.length === 1}
          onClick={() => edit(store, removeLayer)}
        >
          <Minus size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="kernel-choices">
        <Choice
          label={t('kernelLab.filters')}
          options={counts}
          value={String(layer.filters)}
          onChange={(count) => set(Number(count), layer.groups)}
          name={(count) => count}
        />
        {layer.filters > 1 && (
          <Choice
            label={t('kernelLab.filter')}
            options={counts.slice(0, layer.filters)}
            value={String(chosen.filter + 1)}
            onChange={(number) => choose(store, { filter: Number(number) - 1 })}
            name={(number) => number}
          />
        )}
      </div>
      {channels > 1 && (
        <>
          <Segmented
            label={t('kernelLab.groups')}
            options={groupings}
            value={layer.groups === 1 ? 'together' : 'apart'}
            onChange={(how) =>
              set(Math.max(layer.filters, how === 'apart' ? channels : 1), how === 'apart' ? channels : 1)
            }
            name={(how) => t(`kernelLab.groupings.${how}`)}
          />
          <p className="small muted">{t('kernelLab.filterHelp')}</p>
        </>
      )}
      <Toggle
        label={t('kernelLab.convolution')}
        checked={isConvolution}
        onChange={(next) => store.setState({ isConvolution: next })}
      />
      <p className="small muted">{t('kernelLab.convolutionHelp')}</p>
    </section>
  );
}
