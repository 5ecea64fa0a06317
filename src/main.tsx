/** The composition root: builds the page's state, its words and its React tree. */
import './early';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { needsNetwork } from './store/pages';
import { createPlayground, type Playground } from './store/playground';
import { App } from './ui/App';
import { followSession } from './ui/document';
import { createWords } from './ui/i18n';
import { PlaygroundProvider } from './ui/playground';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/parts.css';
import './ui/styles/frame.css';
import './ui/styles/explore.css';
import './ui/styles/given.css';
import './ui/styles/answer.css';
import './ui/styles/stage.css';
import './ui/styles/legend.css';
import './ui/styles/hide.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const playground = createPlayground(window, import.meta.env.BASE_URL);
const words = createWords();
followSession(playground, words, document.documentElement);

/**
 * Milliseconds that the first rendering waits for the network, and then for its answer. Where what was requested early
 * has come by now, as it mostly has, the page is rendered once, instead of first without them.
 */
const GRACE = 50;

function firstAnswer({ session, workspace }: Playground): Promise<void> {
  return new Promise((resolve) => {
    if (!needsNetwork(session.getState().page)) resolve();
    let timer = setTimeout(resolve, GRACE);
    workspace.store.subscribe(({ network }, before) => {
      if (network === before.network) return;
      clearTimeout(timer);
      timer = setTimeout(resolve, GRACE);
    });
    session.subscribe(({ isUsable }) => isUsable && resolve());
  });
}

void firstAnswer(playground).then(() =>
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={words}>
        <PlaygroundProvider value={playground}>
          <App />
        </PlaygroundProvider>
      </I18nextProvider>
    </StrictMode>,
  ),
);
