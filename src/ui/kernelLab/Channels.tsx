/** The rows of the flow: each channel that the chosen filter reads, its kernel, and what the two give. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cellColour } from '../../workspace/inspect/cellColour';
import { depthOf, firstChannel, kernelAt, largest } from '../../workspace/labs/kernelLab/design';
import type { FlowLayout } from '../../workspace/labs/kernelLab/layout';
import { choose, presentIn } from '../../workspace/labs/kernelLab/state';
import { exact } from '../../workspace/numbers';
import type { StageLayer } from '../../workspace/stage/layers';
import { MapSlot } from '../labs/LabMaps';
import { usePalette } from '../parts/usePalette';
import { Cells } from './Cells';
import { Head, PlaceMark, pointingAt, WindowMark } from './MapFigure';
import { takeOff, useLanding } from './motion';
import { useLookOf } from './Pixels';
import { useSaving } from './SaveMap';
import { useChannelName, useKernels, useKernelsState, useShapes } from './useKernels';
import { useLive } from './useLive';

export function Channels({ layout: { row, rowGap, map, isNarrow } }: { readonly layout: FlowLayout }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const { input, filter, responses } = useLive();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const name = useChannelName();
  const look = useLookOf(input);
  const present = useKernelsState(presentIn);
  const isConvolution = useKernelsState((state) => state.isConvolution);
  const own = layers[chosen.layer];
  if (!own) return null;
  const depth = depthOf(own);
  const first = firstChannel(own, filter);
  const { rows, columns, tensor } = input;
  const style = { width: row };
  const isTight = row < 60;
  return (
    <section className="kernel-channels" aria-label={t('kernelLab.channelsTitle')}>
      <Head
        title={t(present ? `kernelLab.finds.${present}` : isConvolution ? 'kernelLab.turned' : 'kernelLab.ownKernels', {
          count: depth,
        })}
        sub={t(
          present
            ? `kernelLab.presetHelp.${present}`
            : isConvolution
              ? 'kernelLab.convolutionHelp'
              : 'kernelLab.filterHelp',
        )}
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
                <Response channel={channel} side={row} layer={responses} name={name(first + channel)} />
              </>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

interface ResponseProps {
  readonly channel: number;
  readonly side: number;
  readonly layer: StageLayer;
  /** The channel's. */
  readonly name: string;
}

/** What a channel adds to the map. */
function Response({ channel, side, layer, name: of }: ResponseProps) {
  const { t } = useTranslation();
  const live = useLive();
  const chosen = useKernelsState((state) => state.layers[state.chosen.layer]);
  const plane = (chosen ? firstChannel(chosen, live.filter) : 0) + channel;
  const name = t('kernelLab.response', { channel: of });
  const { tensor, rows, columns } = layer;
  return (
    <figure
      style={{ width: side }}
      className="kernel-frame"
      data-wire={`end-${channel}`}
      {...useSaving({ layer, plane, name })}
    >
      {channel === 0 && (
        <figcaption className="kernel-tag" title={t('kernelLab.itsResponse')}>
          {t('kernelLab.itsResponse')}
        </figcaption>
      )}
      <MapSlot {...{ tensor, plane, rows, columns }} group={0} label={name} {...pointingAt(live)} />
      <PlaceMark />
    </figure>
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
  const cells = useRef<HTMLSpanElement>(null);
  useLanding(
    cells,
    useKernelsState((state) => state.chosen.channel === channel),
  );
  const { t } = useTranslation();
  const palette = usePalette();
  const name = useChannelName();
  const { filter } = useLive();
  const layer = useKernelsState(({ layers, chosen }) => layers[chosen.layer]);
  if (!layer || filter >= layer.filters) return null;
  const values = kernelAt(layer, filter, channel);
  const extent = largest(layer.weights);
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
      onClick={() => {
        takeOff(cells.current);
        onPress();
      }}
    >
      <Cells
        ref={cells}
        values={values}
        columns={layer.columns}
        cell={{ width: size, height: size }}
        colourOf={(value) => cellColour(value, extent, palette)}
        kernel={channel}
      />
    </button>
  );
}
