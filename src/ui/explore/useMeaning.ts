/** What the values mean that the chosen network ends with. */
import type { OutputMeaning } from '../../workspace/catalogue/records';
import { useWork, useWorkspace } from '../playground';

export function useMeaning(): OutputMeaning {
  const { catalogue } = useWorkspace().host;
  const model = useWork((state) => state.model);
  return model ? catalogue.record(model).output : 'probabilities';
}
