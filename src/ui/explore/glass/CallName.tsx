/** A row header: the layers that one kernel call computes, and the kernel's name. */
import type { LayerRow } from '../../../workspace/glass/layerRows';

export function CallName({ row }: { readonly row: LayerRow }) {
  return (
    <th scope="row">
      {row.layers.join(' · ')} <span className="muted small">{row.kernel}</span>
    </th>
  );
}
