/** Opens files in a worker of their own, which ends with them. */
import { type Progress, Thread } from '../../../core/thread';
import { decodeSmall } from './decode';
import { type NamedFile, type OpenedFiles, openFiles } from './opening';

export async function openInWorker(
  files: readonly NamedFile[],
  progress: Progress,
  signal: AbortSignal,
): Promise<OpenedFiles> {
  const thread = new Thread<readonly NamedFile[], OpenedFiles>({
    open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    here: (asked, tell) => openFiles(asked, decodeSmall, tell),
  });
  const stop = (): void => thread.close();
  signal.addEventListener('abort', stop);
  try {
    return await thread.ask(files, [], progress);
  } finally {
    signal.removeEventListener('abort', stop);
    thread.close();
  }
}
