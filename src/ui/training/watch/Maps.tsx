/** What a layer makes of the picture: a map a channel, or the values of a layer without maps in a strip. */
import { type CSSProperties, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { rounded } from '../../../workspace/numbers';
import type { StageLayer } from '../../../workspace/stage/layers';
import { MapSlot } from '../../labs/LabMaps';
import { Live } from '../../parts/Live';
import { useWorkspace } from '../../playground';
import { Strong } from '../Strong';

/** 1, 2, 3, … */
export const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

/** Most values side by side, and the height of a row of them. */
const MOST_COLUMNS = 160;
const STRIP = 12;

/** The rows of a strip of values: as few as keep it legible, and none of them ragged. */
function rowsOf(count: number): number {
  for (let rows = Math.ceil(count / MOST_COLUMNS); rows * 16 <= count; rows++) if (count % rows === 0) return rows;
  return 1;
}

/** The map of one channel or, of a layer without maps, its value. */
export function UnitMap({ layer, number }: { readonly layer: StageLayer; readonly number: number }) {
  const { t } = useTranslation();
  const isMap = layer.form === 'maps';
  return (
    <MapSlot
      tensor={layer.tensor}
      plane={number - 1}
      rows={isMap ? layer.rows : 1}
      columns={isMap ? layer.columns : 1}
      group={layer.unit}
      label={t('train.map', { number, layer: layer.id })}
      data-testid="train-map"
      {...(!isMap && { style: { height: STRIP } })}
    />
  );
}

/** All maps of a layer behind the first. */
export function LayerMaps({ layer, place }: { readonly layer: StageLayer; readonly place: number }) {
  const { t } = useTranslation();
  const isMaps = layer.form === 'maps';
  const count = isMaps ? layer.planes : layer.rows;
  const rows = rowsOf(count);
  const title = t(isMaps ? 'train.watching.maps' : 'train.watching.values', { place, count });
  return (
    <>
      <p className="train-second">
        <Strong text={title} /> <span className="number muted">{layer.id}</span>
      </p>
      {isMaps ? (
        <div
          className="train-seconds"
          style={{ '--count': count } as CSSProperties}
          data-many={count > 16 || undefined}
        >
          {numbers(count).map((number) => (
            <UnitMap key={number} layer={layer} number={number} />
          ))}
        </div>
      ) : (
        <MapSlot
          tensor={layer.tensor}
          plane={0}
          rows={rows}
          columns={count / rows}
          group={layer.unit}
          label={`${title.replaceAll(/<\/?b>/g, '')}, ${layer.id}`}
          style={{ height: STRIP * rows }}
          data-testid="train-values"
        />
      )}
    </>
  );
}

interface ScaleProps {
  readonly background: string;
}

export function MapScale({ tensor, background }: ScaleProps & { readonly tensor: number }) {
  const { frame } = useWorkspace();
  const extent = (): number => {
    const range = frame.getState().ranges.get(tensor);
    return range ? Math.max(-range.min, range.max) : 0;
  };
  return <Scale background={background} extent={extent} />;
}

export function Scale({ background, extent }: ScaleProps & { readonly extent: () => number }) {
  const latest = useRef(extent);
  latest.current = extent;
  return (
    <span className="train-scale number">
      <Live of={() => rounded(-latest.current())} />
      <i style={{ background }} aria-hidden />
      <Live of={() => `+${rounded(latest.current())}`} />
    </span>
  );
}
