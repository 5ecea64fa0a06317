/** What a person should know of how the run is kept, a sentence each; nothing while all is as it should be. */
import { useTranslation } from 'react-i18next';
import { useTraining } from '../useTrain';

export function Notes() {
  const { t } = useTranslation();
  const keeping = useTraining((state) => state.keeping);
  const isElsewhere = useTraining((state) => state.isElsewhere);
  const hasBegun = useTraining((state) => state.moments.length > 1);
  const notes = [
    isElsewhere && 'elsewhere',
    hasBegun && (keeping === 'full' || keeping === 'none') && keeping,
  ] as const;
  return (
    <div role="status" className="train-notes">
      {notes.map(
        (note) =>
          note && (
            <p key={note} data-note={note}>
              {t(`train.runs.${note}`)}
            </p>
          ),
      )}
    </div>
  );
}
