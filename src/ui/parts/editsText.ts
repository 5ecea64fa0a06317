/** Whether keys and pastes go to a text field; switches, drop-downs and sliders have no text. */

export const editsText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, input:not([type="checkbox"], [type="radio"], [type="range"])'));
