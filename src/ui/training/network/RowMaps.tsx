/** The maps of a row, a pixel of the page a value, so that shrinking is seen; values in a row are a strip. */
import { useTranslation } from 'react-i18next';
import { INPUT_NODE, type Network, outputIn } from '../../../workspace/training/network/preview';
import { MapSlot } from '../../labs/LabMaps';

/** Pixels across that a row has room for. */
const ROOM = 264;
const GAP = 4;
/** Height of a strip. */
const STRIP = 8;

interface Props {
  readonly network: Network | null;
  readonly node: string;
  readonly shape: readonly number[];
  readonly layer: string;
}

export function RowMaps({ network, node, shape, layer }: Props) {
  const { t } = useTranslation();
  const tensor = network && outputIn(network, node, shape);
  if (tensor === null) return <span />;
  const [count = 1, rows = 1, columns = 1] = shape.length === 3 ? shape : [1, 1, shape[0] ?? 1];
  const isStrip = rows === 1 && columns === 1 && shape.length === 3;
  const [maps, height, width] = isStrip || shape.length < 3 ? [1, 1, count * columns] : [count, rows, columns];
  const shown = Math.max(1, Math.min(maps, Math.floor((ROOM + GAP) / (width + GAP))));
  return (
    <span className="builder-maps" data-input={node === INPUT_NODE}>
      {Array.from({ length: shown }, (_, plane) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a map is known by its number.
          key={plane}
          style={{ width: Math.min(ROOM, width), height: height === 1 ? STRIP : height }}
        >
          <MapSlot
            tensor={tensor}
            plane={plane}
            rows={height}
            columns={width}
            group={tensor}
            label={t('train.builder.map', { number: plane + 1, layer })}
            style={{ height: '100%' }}
          />
        </span>
      ))}
    </span>
  );
}
