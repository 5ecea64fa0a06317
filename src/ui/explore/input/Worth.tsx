/**
 * The preprocessing switches, each with what its step is worth: the answer with and without it, updated as the input
 * changes.
 */
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreprocessingStep } from '../../../workspace/choices';
import { type Likeliest, type StepWorth, worthOf } from '../../../workspace/input/worth';
import { createJobs } from '../../../workspace/jobs/createJobs';
import { latestWins } from '../../../workspace/latest';
import { messageFor } from '../../../workspace/messages';
import type { Network } from '../../../workspace/network';
import { percent } from '../../../workspace/numbers';
import { Toggle } from '../../parts/Toggle';
import { useClassNames } from '../../parts/useClassNames';
import { useGiven, useWorkspace } from '../../playground';
import '../../styles/input.css';

/** Milliseconds between two answers while the input changes: slow enough to read, and frames come first. */
const PAUSE = 250;

interface Props {
  readonly network: Network;
  readonly switches: readonly PreprocessingStep[];
}

export function Worth({ network, switches }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const steps = useGiven((state) => state.steps);
  const [worth, setWorth] = useState<readonly StepWorth[] | null>(null);
  const { engine, frame, host, input } = workspace;
  const { pipeline, setStep } = input;
  const ask = useMemo(() => latestWins(worthOf), []);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let isShown = true;
    const refresh = (): void => {
      waiting ??= setTimeout(async () => {
        waiting = undefined;
        const { loaded } = engine;
        if (loaded?.network !== network) return;
        const { weights } = loaded.stored;
        try {
          const found = await ask(
            workspace.part(createJobs),
            { network, weights },
            pipeline,
            input.store.getState().steps,
            switches,
          );
          // A run that was overtaken reports nothing; the one that overtook it does.
          if (isShown && (found || pipeline.current?.prepared === null)) setWorth(found);
        } catch (error) {
          host.say(messageFor(error));
        }
      }, PAUSE);
    };
    refresh();
    const stop = frame.subscribe((now, before) => {
      if (now.inputVersion !== before.inputVersion) refresh();
    });
    return () => {
      isShown = false;
      clearTimeout(waiting);
      stop();
    };
  }, [ask, engine, frame, host, network, pipeline, input, workspace, switches]);

  const found = new Map(worth?.map((one) => [one.step, one]));
  return (
    <div className="worth">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('moreInput.worth.step')}</th>
            <th scope="col">{t('moreInput.worth.on')}</th>
            <th scope="col">{t('moreInput.worth.off')}</th>
          </tr>
        </thead>
        <tbody>
          {switches.map((step) => {
            const { on = null, off = null } = found.get(step) ?? {};
            return (
              <tr key={step} data-differs={on?.index !== off?.index || undefined} data-testid="worth" data-step={step}>
                <th scope="row">
                  <Toggle
                    label={t(`sees.steps.${step}`)}
                    checked={steps[step]}
                    onChange={(isOn) => setStep(step, isOn)}
                  />
                </th>
                <Answered answer={on} labels={network.spec.labels} />
                <Answered answer={off} labels={network.spec.labels} />
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="muted small">{t(worth ? 'moreInput.worth.help' : 'moreInput.worth.nothing')}</p>
    </div>
  );
}

function Answered({ answer, labels }: { readonly answer: Likeliest | null; readonly labels: readonly string[] }) {
  const { short } = useClassNames();
  if (!answer) return <td>–</td>;
  return (
    <td>
      <b>{short(labels[answer.index] ?? String(answer.index))}</b>{' '}
      <span className="number">{percent(answer.probability)}</span>
    </td>
  );
}
