/**
 * Settings of the page and its network in the address, so that a link reproduces the view. Only what differs from the
 * defaults is written.
 */
import type { AddressCodec, Addressing, Lose } from '../../workspace/address/codec';
import { isOwn, shippedNames } from '../../workspace/catalogue/records';
import {
  type BackendChoice,
  backendChoices,
  isChoice,
  type Language,
  languages,
  type Theme,
  themes,
  type WorkingSize,
  workingSizes,
} from '../../workspace/choices';
import { firstPage, type Page, pageNames } from '../pages';
import type { Session } from '../session';

export interface Settings {
  readonly page: Page;
  /** Name of a shipped or a saved model. */
  readonly model: string;
  readonly backend: BackendChoice;
  readonly lang: Language;
  readonly theme: Theme;
  readonly size: WorkingSize;
}

/** Defaults that are the same for everybody. */
export const plain = {
  page: firstPage,
  model: shippedNames[0] ?? '',
  backend: 'auto',
  size: 'own',
} as const satisfies Partial<Settings>;

const among =
  <T extends string>(list: readonly T[]) =>
  (text: string | null): text is T =>
    isChoice<T>(list, text);

const choices: { readonly [K in keyof Settings]: (text: string | null) => boolean } = {
  page: among(pageNames),
  model: (text) => text !== null && (among(shippedNames)(text) || isOwn(text)),
  backend: among(backendChoices),
  lang: among(languages),
  theme: among(themes),
  size: among(workingSizes),
};

const settingNames = Object.keys(choices) as readonly (keyof Settings)[];

/** `defaults` are this visitor's, which an address can omit; a complete read fills them in. */
export const settingsCodec = (defaults: Settings) =>
  ({
    names: settingNames,
    read: (parameters): Settings => ({
      ...defaults,
      ...Object.fromEntries(
        Object.entries(choices).flatMap(([name, isGood]) => {
          const value = parameters.get(name);
          return isGood(value) ? [[name, value]] : [];
        }),
      ),
    }),
    write(settings: Settings, lose?: Lose) {
      // It is named for this device; another has not got it.
      if (isOwn(settings.model)) lose?.('model');
      return Object.fromEntries(
        settingNames.map((name) => [name, settings[name] === defaults[name] ? null : settings[name]]),
      );
    },
  }) as const satisfies AddressCodec<Settings>;

/** The settings the page opens with, read before the router exists. */
export const askedAtFirst = (): Pick<Settings, keyof typeof plain> =>
  settingsCodec({ ...plain, lang: 'en', theme: 'light' }).read(new URLSearchParams(window.location.search));

/** Settings of the network at work. The model is null if no address can name it. */
export interface Work {
  get(): { readonly model: string | null; readonly size: WorkingSize };
  set(settings: Pick<Settings, 'model' | 'size'>): void;
  subscribe(changed: () => void): void;
}

export function settingsOf(session: Session, work: Work): Settings {
  const { page, backend, lang, theme } = session.getState();
  const { model, size } = work.get();
  return { page, model: model ?? plain.model, backend, lang, theme, size };
}

/** Keeps the settings in the address. Changing the page adds a history entry; other settings do not. */
export function followSettings(
  session: Session,
  work: Work,
  addressing: Addressing,
  { names, read, write }: ReturnType<typeof settingsCodec>,
): void {
  const changed = addressing.add({
    names,
    write: (lose) => write(settingsOf(session, work), lose),
    take({ parameters }) {
      const { model, size, ...rest } = read(parameters);
      work.set({ model, size });
      session.setState(rest);
    },
  });
  let last = settingsOf(session, work);
  const follow = (): void => {
    const now = settingsOf(session, work);
    const isStep = now.page !== last.page;
    const isSame = settingNames.every((name) => now[name] === last[name]);
    last = now;
    if (!isSame) changed(isStep ? 'step' : 'now');
  };
  session.subscribe(follow);
  work.subscribe(follow);
}
