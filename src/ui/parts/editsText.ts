/** Whether keys and pastes belong to a text that is being edited there; a switch, a choice or a slider has none. */

export const editsText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, input:not([type="checkbox"], [type="radio"], [type="range"])'));
