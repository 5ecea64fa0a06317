/** Which refusals of a backend may be gone when it is tried again. */
import type { BackendState } from '../../workspace/workspace';

const lacking: readonly string[] = ['no-webgpu', 'no-adapter', 'software'];

export const mayRetry = ({ refused }: Pick<BackendState, 'refused'>): boolean =>
  refused.some(({ code }) => !lacking.includes(code));
