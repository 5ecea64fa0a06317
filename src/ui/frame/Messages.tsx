/** Messages for the person: what went wrong and what the page did about it. Announced, and dismissed by hand. */
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dismiss } from '../../store/session';
import { backendNames, isChoice } from '../../workspace/choices';
import { isLateCode, type Message, type MessageLevel } from '../../workspace/messages';
import { focusMain } from '../parts/focus';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';
import { usePlayground, useSession, useWorkspace } from '../playground';

const icons = { info: Info, warning: TriangleAlert, error: CircleAlert } as const satisfies Record<
  MessageLevel,
  unknown
>;
const LateSentence = lazily(() => import('./LateSentence').then((part) => part.LateSentence));

export function Messages() {
  const { t } = useTranslation();
  const messages = useSession((state) => state.messages);
  return (
    <section className="messages" aria-label={t('app.messages')} aria-live="polite">
      {messages.map((message) => (
        <Sentence key={message.id} message={message} />
      ))}
    </section>
  );
}

function Sentence({ message: { id, level, code, values } }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { session } = usePlayground();
  const { reload } = useWorkspace();
  const Icon = icons[level];
  const { from } = values;
  const named = isChoice(backendNames, from) ? { ...values, from: t(`backend.names.${from}`) } : values;
  return (
    <div className={`message ${level}`} data-testid="message" data-level={level} data-code={code}>
      <Icon size={18} aria-hidden />
      <p>
        {isLateCode(code) ? <LateSentence code={code} values={values} /> : t(`messages.${code}`, named)}
        {code === 'model-load' && (
          <button type="button" className="quiet" onClick={reload}>
            {t('app.retry')}
          </button>
        )}
      </p>
      <IconButton
        quiet
        label={t('app.dismiss')}
        onClick={() => {
          dismiss(session, id);
          focusMain();
        }}
      >
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
