/** The page: header, messages and the page named by the address. */
import { type ComponentType, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isEmbedded } from '../store/embed';
import { type Page, pages } from '../store/pages';
import { ExplorePage } from './explore/ExplorePage';
import { DropZone } from './frame/DropZone';
import { Header } from './frame/Header';
import { Later } from './frame/Later';
import { Messages } from './frame/Messages';
import { Contained } from './parts/Contained';
import { focusMain, focusPart, isFocusLost } from './parts/focus';
import { lazily } from './parts/lazily';
import { usePlayground, useSession, WorkspaceProvider } from './playground';

const views = {
  explore: ExplorePage,
  kernels: lazily(() => import('./kernelLab/KernelLab').then((page) => page.KernelLab)),
  pooling: lazily(() => import('./poolingLab/PoolingLab').then((page) => page.PoolingLab)),
  train: lazily(() => import('./training/TrainPage').then((page) => page.TrainPage)),
  lessons: lazily(() => import('./lessons/LessonsPage').then((page) => page.LessonsPage)),
} as const satisfies Record<Page, ComponentType>;

const EmbedBar = lazily(() => import('./classroom/EmbedBar').then((part) => part.EmbedBar));

/** The header describes the workspace that the open page shows. */
function Shown({ children }: { readonly children: ReactNode }) {
  const { shown } = usePlayground();
  return <WorkspaceProvider value={useStore(shown, (state) => state.workspace)}>{children}</WorkspaceProvider>;
}

export function App() {
  const { t } = useTranslation();
  const { router } = usePlayground();
  const page = useSession((state) => state.page);
  const isUsable = useSession((state) => state.isUsable);
  const View = views[page];
  const shown = useRef(page);
  // The focused element may have gone with the previous page.
  useEffect(() => {
    if (shown.current !== page && isFocusLost()) focusMain();
    shown.current = page;
  }, [page]);
  // For scripts: the first frame is painted and its result is on the page.
  useEffect(() => {
    if (isUsable) document.documentElement.dataset.ready = 'true';
  }, [isUsable]);
  const { main } = pages[page];
  // The address's fragment holds state, so an anchor must not replace it.
  const skip = (event: MouseEvent): void => {
    event.preventDefault();
    focusPart(main.id);
  };
  return (
    <DropZone>
      <a className="skip" href={`#${main.id}`} onClick={skip}>
        {t(`app.${main.skip}`)}
      </a>
      <Shown>
        <Header />
      </Shown>
      <header className="unseen headerless">
        <h1>{t('app.name')}</h1>
      </header>
      <Messages />
      <Contained>
        <View />
      </Contained>
      <Later />
      {isEmbedded(router.parameters()) && <EmbedBar />}
    </DropZone>
  );
}
