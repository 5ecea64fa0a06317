/** Opens a network in Explore, on what the person has drawn or brought. */
import { firstPage } from '../../../store/pages';
import type { ModelSource } from '../../../workspace/catalogue/records';
import { usePlayground } from '../../playground';

export function useOpen(): (source: ModelSource) => void {
  const { workspace, setPage } = usePlayground();
  return (source) => {
    workspace.choose(source);
    setPage(firstPage);
  };
}
