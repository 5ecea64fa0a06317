/** A compute thread in the browser: a module worker that takes one message and then serves the team. */
import { serveThread, type ThreadStart } from './serve';

addEventListener('message', (event: MessageEvent<ThreadStart>) => {
  serveThread(event.data, () => postMessage(null));
});
