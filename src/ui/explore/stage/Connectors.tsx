/** Thin lines from layer to layer, where a network branches. */
import { useMemo } from 'react';
import type { Network } from '../../../workspace/network';
import { connectorPath, connectors } from '../../../workspace/stage/connectors';
import type { StageLayout } from '../../../workspace/stage/layout';
import '../../styles/stageTools.css';

interface Props {
  readonly network: Network;
  readonly layout: StageLayout;
}

export function Connectors({ network, layout }: Props) {
  const path = useMemo(() => connectors(network.units, layout).map(connectorPath).join(''), [network, layout]);
  return (
    <svg className="connectors" width={layout.width} height={layout.height} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
