/** The jobs of a workspace: `workspace.part(createJobs)`. The person is told when a backend is skipped. */
import { openBeside } from '../../backend';
import { backendMessage } from '../messages';
import type { Workspace } from '../workspace';
import { Jobs } from './jobs';

export function createJobs({ engine, host, store }: Workspace): Jobs {
  const jobs = new Jobs({
    open: openBeside,
    failed: (name, code, detail) => host.say(backendMessage(code, name, detail)),
    network: () => engine.loaded?.network ?? null,
  });
  store.subscribe((now, before) => {
    if (now.network !== before.network) jobs.networkChanged();
  });
  return jobs;
}
