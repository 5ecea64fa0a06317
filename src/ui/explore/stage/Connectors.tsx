/** Lines that show which block reads which, in networks with branches. */
import { memo, useMemo } from 'react';
import type { Network } from '../../../workspace/network';
import { connectorPaths } from '../../../workspace/stage/connectors';
import type { StageLayout } from '../../../workspace/stage/layout';
import '../../styles/stageTools.css';

interface Props {
  readonly network: Network;
  readonly layout: StageLayout;
}

export const Connectors = memo(function Connectors({ network, layout }: Props) {
  const [near, far] = useMemo(() => connectorPaths(network.blocks, layout), [network, layout]);
  return (
    <svg className="connectors" width={layout.width} height={layout.height} aria-hidden="true">
      <path d={near} />
      <path className="far" d={far} />
    </svg>
  );
});
