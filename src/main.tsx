/** The composition root: builds the page's state, its words and its React tree. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createPlayground } from './store/playground';
import { App } from './ui/App';
import { followSession } from './ui/document';
import { createWords } from './ui/i18n';
import { PlaygroundProvider } from './ui/playground';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/parts.css';
import './ui/styles/frame.css';
import './ui/styles/explore.css';
import './ui/styles/stage.css';
import './ui/styles/narrow.css';
import './ui/styles/hide.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const playground = createPlayground(window, import.meta.env.BASE_URL);
const words = createWords();
followSession(playground, words, document.documentElement);

createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <PlaygroundProvider value={playground}>
        <App />
      </PlaygroundProvider>
    </I18nextProvider>
  </StrictMode>,
);
