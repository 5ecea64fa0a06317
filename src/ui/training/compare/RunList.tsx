/** The runs kept on this device, to be compared with, opened again, renamed and deleted. */
import { FolderOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '../../../store/session';
import { messageFor } from '../../../workspace/messages';
import { grouped, percent } from '../../../workspace/numbers';
import type { RunRecord } from '../../../workspace/training/kept';
import { picturesAt } from '../../../workspace/training/pair';
import { Button } from '../../parts/Button';
import { IconButton } from '../../parts/IconButton';
import { NameField } from '../../parts/NameField';
import { usePlayground } from '../../playground';
import { useTrain } from '../useTrain';
import { useRecipeWords } from './useRecipeWords';

const LONGEST_NAME = 60;

interface Props {
  readonly runs: readonly RunRecord[];
  /** The one that is compared. */
  readonly chosen: string | null;
}

export function RunList({ runs, chosen }: Props) {
  const { t } = useTranslation();
  if (runs.length === 0) return null;
  return (
    <section className="compare-runs">
      <h3>{t('train.runs.compare.kept')}</h3>
      <ul>
        {runs.map((run) => (
          <Row key={run.id} run={run} isChosen={run.id === chosen} />
        ))}
      </ul>
    </section>
  );
}

function Row({ run, isChosen }: { readonly run: RunRecord; readonly isChosen: boolean }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const { runs, open } = useTrain();
  const words = useRecipeWords();
  const [isElsewhere, setElsewhere] = useState(false);
  const shown = words.name(run);
  const label = (text: string): string => `${text}: ${shown}`;
  const attempt = (doing: Promise<unknown>): void =>
    void doing.catch((error: unknown) => say(session, messageFor(error)));
  const last = run.moments.at(-1);
  const values = { count: grouped(picturesAt(run, last?.step ?? 0)), right: percent(last?.newAccuracy ?? 0) };
  return (
    <li>
      <div>
        <NameField
          label={label(t('train.runs.compare.rename'))}
          placeholder={words.of(run.recipe)}
          value={run.name}
          longest={LONGEST_NAME}
          onChange={(name) => attempt(runs.rename(run.id, name.trim()))}
        />
        <span className="small muted">{isElsewhere ? t('train.runs.compare.elsewhere') : t('train.at', values)}</span>
      </div>
      <Button
        className="button small"
        aria-pressed={isChosen}
        aria-label={label(t('train.runs.compare.choose'))}
        onClick={() => runs.store.setState({ compared: run.id })}
      >
        {t('train.runs.compare.choose')}
      </Button>
      <IconButton
        quiet
        label={label(t('train.runs.compare.open'))}
        onClick={() => attempt(open(run).then((isOwn) => setElsewhere(!isOwn)))}
      >
        <FolderOpen size={16} aria-hidden />
      </IconButton>
      <IconButton quiet label={label(t('train.runs.compare.delete'))} onClick={() => attempt(runs.delete(run.id))}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </li>
  );
}
