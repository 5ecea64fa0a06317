/**
 * The page "Train": a network learns while one watches. On the left what the person brings, in the middle what happens,
 * on the right what it says; one player under all of it.
 */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../workspace/numbers';
import { networkNames } from '../../workspace/training/networks';
import { withNetwork, withSet } from '../../workspace/training/recipe';
import { type SetId, setNames } from '../../workspace/training/sets';
import { editsText } from '../parts/editsText';
import { keyOf } from '../parts/keys';
import { Segmented } from '../parts/Segmented';
import { SentenceChoice } from '../parts/SentenceChoice';
import { Invitation } from '../parts/useInvitation';
import { usePlayground, useWork, WorkspaceProvider } from '../playground';
import '../styles/train.css';
import '../styles/trainContrast.css';
import '../styles/trainFilm.css';
import '../styles/trainMistakes.css';
import '../styles/trainWatch.css';
import { type Chapter, chapterNames, chapters, sides } from './chapters';
import { useInvite } from './data/useInvite';
import { useOwnSets, useSetName } from './data/useOwn';
import { HowItLearns } from './HowItLearns';
import { Left as Brought } from './Left';
import { Player } from './Player';
import { Notes } from './runs/Notes';
import { Says } from './Says';
import { Timeline } from './Timeline';
import { Tracks } from './Tracks';
import { Take } from './take/Take';
import { useRecipe, useTrain, useTraining } from './useTrain';

export function TrainPage() {
  const { show } = usePlayground();
  const { training } = useTrain();
  const [chapter, setChapter] = useState<Chapter>('watch');
  const [isHow, setHow] = useState(false);
  const Middle = chapters[chapter];
  const { Left, Right = Says } = sides[chapter] ?? {};
  useEffect(() => {
    const hide = show(training.workspace);
    training.show(true);
    return () => {
      training.show(false);
      hide();
    };
  }, [show, training]);
  const invite = useInvite(chapter === 'data');
  useKeys();
  return (
    <WorkspaceProvider value={training.workspace}>
      <Invitation value={invite}>
        <main className="train">
          <Head chapter={chapter} onChapter={setChapter} />
          {isHow ? <HowItLearns onClose={() => setHow(false)} /> : Left ? <Left /> : <Brought chapter={chapter} />}
          <Middle />
          <Right />
          <Player isHow={isHow} onHow={setHow} />
          <Timeline />
          <Tracks />
        </main>
      </Invitation>
    </WorkspaceProvider>
  );
}

/** Space plays and pauses, S and E train a step or an epoch, Escape goes back to the end. */
function useKeys(): void {
  const { training } = useTrain();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || editsText(target)) return;
      const key = keyOf(event);
      const { status, shown } = training.store.getState();
      // On the pad, Space is the pen; on a control it presses that, and letters choose from lists.
      const isFree =
        target === document.body || (target instanceof HTMLElement && target.closest('.train-film') !== null);
      const isOnControl = target instanceof HTMLButtonElement || target instanceof HTMLInputElement;
      if (key === 'Escape' && shown !== null && document.querySelector('dialog[open]') === null) training.seek(null);
      else if (!isFree) return;
      else if (key === 's') training.advance(1);
      else if (key === 'e') training.advanceEpoch();
      else if (key !== ' ' || isOnControl) return;
      else if (status === 'running') training.pause();
      else training.play();
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [training]);
}

function Head({ chapter, onChapter }: { chapter: Chapter; onChapter: (chapter: Chapter) => void }) {
  const { t } = useTranslation();
  const { recipe } = useTrain();
  const data = useTraining((state) => state.set.id);
  const sets = useOwnSets((state) => state.sets);
  const name = useSetName();
  const options: readonly SetId[] = [...setNames, ...sets.map(({ id }) => id)];
  const network = useRecipe((state) => (typeof state.network === 'string' ? state.network : 'own'));
  const pictures = useTraining((state) => state.pictures);
  const parameters = useWork((state) => state.network?.parameters ?? 0);
  return (
    <div className="train-head" data-part="tools">
      <span>
        {t('train.data')}{' '}
        <SentenceChoice
          label={t('train.data')}
          options={options}
          value={data}
          onChange={(next) => recipe.setState(withSet(recipe.getState(), next))}
          name={name}
        />{' '}
        <span className="number muted">{pictures > 0 && grouped(pictures)}</span>
      </span>
      <span>
        {t('train.network')}{' '}
        <SentenceChoice
          label={t('train.network')}
          options={network === 'own' ? [...networkNames, network] : networkNames}
          value={network}
          onChange={(next) => next !== 'own' && recipe.setState(withNetwork(recipe.getState(), next))}
          name={(each) => t(`train.networks.${each}`)}
        />{' '}
        <span className="number muted">{parameters > 0 && grouped(parameters)}</span>
      </span>
      <Segmented
        label={t('train.chapters.label')}
        options={chapterNames}
        value={chapter}
        onChange={onChapter}
        name={(each) => t(`train.chapters.${each}`)}
      />
      <Take />
      <Notes />
    </div>
  );
}
