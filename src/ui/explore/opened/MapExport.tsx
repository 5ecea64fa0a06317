/** Saves the open map in the colours and range that it has on the stage. */
import { planeColour } from '../../../workspace/input/colour';
import type { MapReading } from '../../../workspace/inspect/mapReading';
import type { Network } from '../../../workspace/network';
import { extentOf, largestOf } from '../../../workspace/stage/extent';
import { Export } from '../../parts/Export';
import { useFrame, useWork } from '../../playground';

interface Props {
  readonly network: Network;
  readonly reading: Pick<MapReading, 'layer' | 'channel' | 'values'>;
  readonly name: string;
}

export function MapExport({ network, reading: { layer, channel, values }, name }: Props) {
  const range = useWork((state) => state.range);
  const { units, inputScale } = network;
  const layers = range === 'network' ? units.flatMap((unit) => unit.layers) : (units[layer.unit]?.layers ?? []);
  const shared = useFrame((state) => extentOf(layers, state.ranges));
  const own = largestOf(values, { layer, plane: 0 });
  return (
    <Export
      name={name}
      shape={[layer.rows, layer.columns]}
      values={async () => values}
      colours={() =>
        layer.colour === 'signed'
          ? { colour: 'signed', extent: range === 'map' ? own : (shared ?? own) }
          : { colour: planeColour(layer.colour, channel), ...inputScale[channel] }
      }
    />
  );
}
