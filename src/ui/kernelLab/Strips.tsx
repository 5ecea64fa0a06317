/** Maps in a row: each channel's contribution to the chosen filter, and each filter's output. */
import { useTranslation } from 'react-i18next';
import { depthOf, firstChannel } from '../../workspace/labs/kernelLab/design';
import { hasResponses, RESPONSES } from '../../workspace/labs/kernelLab/spec';
import { choose } from '../../workspace/labs/kernelLab/state';
import type { Network } from '../../workspace/network';
import { layerIn } from '../../workspace/selection';
import type { StageLayer } from '../../workspace/stage/layers';
import { MapSlot } from '../labs/LabMaps';
import { useChannelName, useKernels, useKernelsState, useShapes } from './useKernels';

export function Responses({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const name = useChannelName();
  const own = layers[chosen.layer];
  const responses = layerIn(network.units, RESPONSES);
  if (!own || !responses || !hasResponses(layers, chosen)) return null;
  const first = firstChannel(own, chosen.filter);
  return (
    <section className="kernel-strip" aria-label={t('kernelLab.responsesTitle')}>
      <p className="small muted">{t('kernelLab.responses')}</p>
      <div>
        {Array.from({ length: depthOf(own) }, (_, place) => first + place).map((channel, place) => (
          <Thumb
            key={channel}
            layer={responses}
            plane={channel}
            caption={name(channel)}
            label={t('kernelLab.response', { channel: name(channel) })}
            isChosen={place === chosen.channel}
            onChoose={() => choose(store, { channel: place })}
          />
        ))}
      </div>
    </section>
  );
}

export function Filters({ layer }: { readonly layer: StageLayer }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const chosen = useKernelsState((state) => state.chosen.filter);
  if (layer.planes < 2) return null;
  return (
    <section className="kernel-strip" aria-label={t('kernelLab.filters')}>
      <p className="small muted">{t('kernelLab.filtersHelp')}</p>
      <div>
        {Array.from({ length: layer.planes }, (_, filter) => (
          <Thumb
            // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place.
            key={filter}
            layer={layer}
            plane={filter}
            caption={`${t('kernelLab.filter')} ${filter + 1}`}
            label={t('kernelLab.activationOf', { filter: filter + 1 })}
            isChosen={filter === chosen}
            onChoose={() => choose(store, { filter })}
          />
        ))}
      </div>
    </section>
  );
}

interface ThumbProps {
  readonly layer: StageLayer;
  readonly plane: number;
  readonly caption: string;
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Thumb({ layer, plane, caption, label, isChosen, onChoose }: ThumbProps) {
  const { rows, columns, tensor } = layer;
  return (
    <button type="button" className="kernel-thumb" aria-pressed={isChosen} aria-label={label} onClick={onChoose}>
      <MapSlot tensor={tensor} plane={plane} rows={rows} columns={columns} group={0} label={label} />
      <span>{caption}</span>
    </button>
  );
}
