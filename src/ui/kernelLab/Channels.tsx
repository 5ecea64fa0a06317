/** The rows of the flow: each channel that the chosen filter reads, its kernel, and what the two give. */
import { useTranslation } from 'react-i18next';
import { cellColour } from '../../workspace/inspect/cellColour';
import { depthOf, firstChannel, kernelAt } from '../../workspace/labs/kernelLab/design';
import type { FlowLayout } from '../../workspace/labs/kernelLab/layout';
import { presetOf } from '../../workspace/labs/kernelLab/presets';
import { RESPONSES } from '../../workspace/labs/kernelLab/spec';
import { choose } from '../../workspace/labs/kernelLab/state';
import { exact } from '../../workspace/numbers';
import { layerIn } from '../../workspace/selection';
import { MapSlot } from '../labs/LabMaps';
import { usePalette } from '../parts/usePalette';
import { useGiven } from '../playground';
import { Cells } from './Cells';
import { Head, PlaceMark, pointingAt, WindowMark } from './MapFigure';
import { useChannelName, useKernels, useKernelsState, useShapes } from './useKernels';
import { useLive } from './useLive';

/** How a plane that the chosen layer reads is coloured: a picture is bright where it is high, a drawing is ink. */
export function usePlaneLook(): 'signed' | 'ink' | 'gray' {
  const { input } = useLive();
  const kind = useGiven((state) => state.kind);
  if (input.kind !== 'input') return 'signed';
  return kind === 'draw' ? 'ink' : 'gray';
}

/** The known kernel in the chosen filter, if all its kernels are that one. */
export function usePresent() {
  return useKernelsState(({ layers, chosen }) => {
    const own = layers[chosen.layer];
    if (!own) return null;
    const found = Array.from({ length: depthOf(own) }, (_, channel) =>
      presetOf(kernelAt(own, chosen.filter, channel), own.rows, own.columns),
    );
    return found.every((each) => each === found[0]) ? (found[0] ?? null) : null;
  });
}

export function Channels({ layout: { row, rowGap, map, isNarrow } }: { readonly layout: FlowLayout }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const live = useLive();
  const { network, input, feature, filter } = live;
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const name = useChannelName();
  const look = usePlaneLook();
  const present = usePresent();
  const own = layers[chosen.layer];
  const responses = layerIn(network.units, RESPONSES);
  if (!own) return null;
  const depth = depthOf(own);
  const first = firstChannel(own, filter);
  const { rows, columns, tensor } = input;
  const style = { width: row };
  const isTight = row < 60;
  return (
    <section className="kernel-channels" aria-label={t('kernelLab.channelsTitle')}>
      <Head
        title={t(present ? `kernelLab.finds.${present}` : 'kernelLab.ownKernels', { count: depth })}
        sub={present ? t(`kernelLab.presetHelp.${present}`) : t('kernelLab.filterHelp')}
        tag=""
      />
      <div
        className="kernel-rows"
        style={{ gap: rowGap, minHeight: isNarrow ? 0 : map }}
        data-tight={isTight || undefined}
      >
        {Array.from({ length: depth }, (_, channel) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place.
          <div key={channel} className="kernel-row" style={{ height: row }}>
            <figure style={style} className="kernel-frame" data-wire={`plane-${channel}`}>
              <figcaption className="kernel-tag">{name(first + channel)}</figcaption>
              <MapSlot
                {...{ tensor, rows, columns }}
                plane={first + channel}
                group={look === 'signed' ? 1 : 0}
                colour={look}
                label={name(first + channel)}
              />
              <WindowMark rows={rows} columns={columns} />
            </figure>
            <span className="kernel-sign">×</span>
            <div style={style}>
              {channel === 0 && <p className="kernel-tag">{t('kernelLab.itsKernel')}</p>}
              <KernelButton
                channel={channel}
                side={row}
                onPress={() => {
                  choose(store, { channel });
                  store.setState({ view: 'edit' });
                }}
              />
            </div>
            {responses && depth > 1 && (
              <>
                <span className="kernel-sign">=</span>
                <figure style={style} className="kernel-frame" data-wire={`end-${channel}`}>
                  {channel === 0 && (
                    <figcaption className="kernel-tag" title={t('kernelLab.itsResponse')}>
                      {t('kernelLab.itsResponse')}
                    </figcaption>
                  )}
                  <MapSlot
                    tensor={responses.tensor}
                    plane={first + channel}
                    rows={feature.rows}
                    columns={feature.columns}
                    group={0}
                    label={t('kernelLab.response', { channel: name(first + channel) })}
                    {...pointingAt(live)}
                  />
                  <PlaceMark />
                </figure>
              </>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

/** A kernel that opens for editing when it is pressed. */
function KernelButton({
  channel,
  side,
  onPress,
}: {
  readonly channel: number;
  readonly side: number;
  readonly onPress: () => void;
}) {
  const { t } = useTranslation();
  const palette = usePalette();
  const name = useChannelName();
  const { filter } = useLive();
  const layer = useKernelsState(({ layers, chosen }) => layers[chosen.layer]);
  if (!layer || filter >= layer.filters) return null;
  const values = kernelAt(layer, filter, channel);
  const extent = layer.weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const size = Math.floor((side - layer.columns + 1) / Math.max(layer.rows, layer.columns));
  const isOnly = depthOf(layer) === 1;
  return (
    <button
      type="button"
      className="kernel-button"
      data-wire={isOnly ? 'end-0' : undefined}
      style={{ height: side }}
      aria-label={t('kernelLab.editKernel', {
        channel: name(firstChannel(layer, filter) + channel),
        values: values.length <= 25 ? values.map(exact).join(' ') : `${layer.rows} × ${layer.columns}`,
      })}
      onClick={onPress}
    >
      <Cells
        values={values}
        columns={layer.columns}
        cell={{ width: size, height: size }}
        colourOf={(value) => cellColour(value, extent, palette)}
        kernel={channel}
      />
    </button>
  );
}
