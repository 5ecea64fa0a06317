/** What the chosen network's output values mean. */
import type { OutputMeaning } from '../../workspace/catalogue/records';
import { useWork, useWorkspace } from '../playground';

export function useMeaning(): OutputMeaning {
  const { catalogue } = useWorkspace().host;
  const model = useWork((state) => state.model);
  return model ? catalogue.record(model).output : 'probabilities';
}
