/** The catalogue's record of the chosen network; null before one is chosen. */
import type { ModelRecord } from '../../workspace/catalogue/records';
import { useWork, useWorkspace } from '../playground';

export function useRecord(): ModelRecord | null {
  const { catalogue } = useWorkspace().host;
  const model = useWork((state) => state.model);
  return model && catalogue.record(model);
}
