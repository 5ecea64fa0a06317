/** Which layer and filter are being edited, how many there are, and how they read their channels. */
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

const counts = Array.from({ length: limits.filters }, (_, i) => i + 1);
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
  const set = (filters: number, groups: number): void =>
    edit(store, (all) => regroup(all, chosen.layer, input, filters, groups));
  return (
    <section className="kernel-panel stack" aria-label={t('kernelLab.layers')}>
      <div className="kernel-row row spread">
        <Segmented
          label={t('kernelLab.layers')}
          options={[...layers.keys()]}
          value={chosen.layer}
          onChange={(layer) => choose(store, { layer })}
          name={(layer) => t('kernelLab.layer', { number: layer + 1 })}
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
          value={layer.filters}
          onChange={(count) => set(count, layer.groups)}
        />
        {layer.filters > 1 && (
          <Choice
            label={t('kernelLab.filter')}
            options={counts.slice(0, layer.filters)}
            value={chosen.filter + 1}
            onChange={(number) => choose(store, { filter: number - 1 })}
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
