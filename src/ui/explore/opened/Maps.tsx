/** The maps that come of it, large: their names, the pointed value, and the activation function between them. */
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formulaOf } from '../../../workspace/inspect/formula';
import type { ValueReading } from '../../../workspace/inspect/reading';
import { rounded } from '../../../workspace/numbers';
import { extentOf } from '../../../workspace/stage/extent';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { type Box, pixelBox, type StagePixel } from '../../../workspace/stage/pointer';
import type { LabelledLane } from '../../../workspace/stage/strip';
import { useClassNames } from '../../parts/useClassNames';
import { FunctionGraph } from '../../player/FunctionGraph';
import { useFrame, useWork } from '../../playground';
import { MapLink } from './MapLink';
import '../../styles/player.css';
import { placed } from './placed';
import { usePlace } from './useOperand';

interface Props {
  readonly layout: OpenedLayout;
  readonly value: ValueReading;
  readonly map: RefObject<HTMLDivElement | null>;
  /** What the keys do on the opened map. */
  readonly keys: string;
  /** The maps that are read stand alone, and have names. */
  readonly hasHeads: boolean;
}

export function Maps({ layout, value, map, keys, hasHeads }: Props) {
  const names = useClassNames();
  const place = usePlace();
  const { layer, pixel, next } = value;
  const own = layout.maps.find((lane) => lane.layer.id === layer.id);
  return (
    <>
      {own && (
        <div
          ref={map}
          className="opened-handle"
          style={placed(own)}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move over its values.
          tabIndex={0}
          aria-label={`${place(pixel, layer)}. ${keys}`}
          data-testid="opened-handle"
          data-rows={own.tiles[0]?.rows}
          data-columns={own.tiles[0]?.columns}
        />
      )}
      {layout.maps.flatMap((lane) =>
        lane.labels.map(({ text, x: left, y: top }) => (
          <span key={`${lane.layer.id} ${text}`} className="cell-label" style={{ left, top }} aria-hidden>
            {names.short(text)}
          </span>
        )),
      )}
      {layout.maps.flatMap((lane) =>
        hasHeads || lane.layer.id === layer.id || lane.layer.id === next?.layer.id
          ? (lane.layer.form === 'maps' ? lane.tiles : [lane]).map((tile) => (
              <h3
                key={`${lane.layer.id} ${'plane' in tile ? tile.plane : ''}`}
                className="opened-head"
                title={lane.layer.id}
                style={placed(headOf(tile, layout))}
              >
                <Name lane={lane} plane={'plane' in tile ? tile.plane : 0} value={value} />
              </h3>
            ))
          : [],
      )}
      <Pointed layout={layout} pixel={pixel} />
      {next && <Pointed layout={layout} pixel={next.pixel} />}
      {next && layout.places.graph && <Graph layout={layout} value={value} />}
    </>
  );
}

const HEAD = 22;

/** Above a map, reaching over a narrow one's side. */
const headOf = ({ x, y, width }: Box, { unit }: OpenedLayout): Box => ({
  x,
  y: y - HEAD * unit,
  width: Math.max(width, 100 * unit),
  height: HEAD * unit,
});

/** A map's name: what is opened, the activation that comes of it, or a map that is read, which is a link. */
function Name({
  lane,
  plane,
  value,
}: {
  readonly lane: LabelledLane;
  readonly plane: number;
  readonly value: ValueReading;
}) {
  const { t } = useTranslation();
  const { layer } = lane;
  const isMap = layer.form === 'maps';
  const name = isMap ? t('opened.map', { layer: layer.id, channel: plane }) : layer.id;
  if (layer.id === value.next?.layer.id) {
    return (
      <>
        {name} <span className="muted">{t('opened.activationMap')}</span>
      </>
    );
  }
  if (layer.id !== value.layer.id) {
    return isMap ? (
      <MapLink layer={layer.id} channel={plane}>
        {name}
      </MapLink>
    ) : (
      name
    );
  }
  return (
    <>
      {name}{' '}
      {isMap && <span className="muted">{t('opened.at', { row: value.pixel.row, column: value.pixel.column })}</span>}
    </>
  );
}

/** The smallest visible outline; pixels of a small map are smaller. */
const SMALLEST = 8;

function Pointed({ layout, pixel }: { readonly layout: OpenedLayout; readonly pixel: StagePixel }) {
  const box = pixelBox({ ...layout, lanes: layout.maps }, pixel);
  if (!box) return null;
  const [width, height] = [Math.max(SMALLEST, box.width), Math.max(SMALLEST, box.height)];
  const [x, y] = [box.x - (width - box.width) / 2, box.y - (height - box.height) / 2];
  return <div className="pixel-outline" data-testid="selected-value" style={placed({ x, y, width, height })} />;
}

/** The activation function with the value on it, and what it makes of that value. */
function Graph({ layout, value }: { readonly layout: OpenedLayout; readonly value: ValueReading }) {
  const { t } = useTranslation();
  const layers = useWork((state) => state.network?.units[value.layer.unit]?.layers ?? []);
  const most = useFrame((state) => extentOf(layers, state.ranges));
  const explanation = value.next?.equation?.explanation;
  if (explanation?.kind !== 'function' || !value.next) return null;
  const { computed: x } = value;
  const { computed: y, layer } = value.next;
  const isKept = y === x;
  return (
    <div className="opened-graph" style={placed(layout.places.graph)} data-testid="graph" data-x={x} data-y={y}>
      <p>
        <b>{t(`kinds.${layer.kind}`)}</b>
        <span className="opened-formula">{formulaOf(explanation)}</span>
      </p>
      <FunctionGraph activation={explanation} most={most ?? Math.abs(x)} value={x} />
      <p>
        <span className="number strong">
          {rounded(x)} → {rounded(y)}
        </span>
        {layer.kind === 'relu' && <span className="muted">{t(isKept ? 'opened.kept' : 'opened.cut')}</span>}
      </p>
    </div>
  );
}
