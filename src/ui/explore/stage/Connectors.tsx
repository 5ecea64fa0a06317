/** Lines that show which block reads which, in networks with branches. */
import { useMemo } from 'react';
import type { Network } from '../../../workspace/network';
import { connectorPaths } from '../../../workspace/stage/connectors';
import type { StageLayout } from '../../../workspace/stage/layout';
import '../../styles/stageTools.css';

export function Connectors({ network, layout }: { readonly network: Network; readonly layout: StageLayout }) {
  const [near, far] = useMemo(() => connectorPaths(network.blocks, layout), [network, layout]);
  return (
    <svg className="connectors" width={layout.width} height={layout.height} aria-hidden="true">
      <path d={near} />
      <path className="far" d={far} />
    </svg>
  );
}
