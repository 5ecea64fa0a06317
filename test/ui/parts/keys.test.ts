/** Shortcuts under the keyboard layouts of the world: characters and codes as browsers report them. */
import { describe, expect, test } from 'vitest';
import { historyKey, keyOf } from '../../../src/ui/parts/keys';

describe('the key pressed', () => {
  test.each([
    ['z', 'KeyZ', 'z', 'US'],
    ['Z', 'KeyZ', 'z', 'US with Shift'],
    ['y', 'KeyZ', 'y', 'German'],
    ['z', 'KeyW', 'z', 'French'],
    [';', 'KeyZ', ';', 'Dvorak'],
    ['я', 'KeyZ', 'z', 'Russian'],
    ['Я', 'KeyZ', 'z', 'Russian with Shift'],
    ['ζ', 'KeyZ', 'z', 'Greek'],
    ['ㅋ', 'KeyZ', 'z', 'Korean'],
    ['ז', 'KeyZ', 'z', 'Hebrew'],
    ['ئ', 'KeyZ', 'z', 'Arabic'],
    ['Process', 'KeyZ', 'z', 'while an input method composes'],
    ['з', 'KeyP', 'p', 'Russian'],
    ['à', 'Digit0', '0', 'French'],
    ['+', 'BracketRight', '+', 'German'],
    ['٠', 'Digit0', '0', 'Arabic'],
    ['ß', 'Minus', '-', 'German'],
    ['Dead', 'Equal', '=', 'German'],
    ['Escape', 'Escape', 'Escape', 'any'],
    ['Delete', 'Delete', 'Delete', 'any'],
    [' ', 'Space', ' ', 'any'],
    ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'any'],
    ['Unidentified', '', 'Unidentified', 'a touch keyboard'],
  ])('%s at %s is %s: %s', (key, code, expected) => {
    expect(keyOf({ key, code })).toBe(expected);
  });
});

test('undo and redo want Ctrl or Command, and not Alt, which types letters', () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  const ctrl = { ...none, ctrlKey: true };
  const ya = { key: 'я', code: 'KeyZ' };
  expect(historyKey({ ...ctrl, ...ya })).toBe('undo');
  expect(historyKey({ ...none, metaKey: true, ...ya })).toBe('undo');
  expect(historyKey({ ...ctrl, shiftKey: true, ...ya, key: 'Я' })).toBe('redo');
  expect(historyKey({ ...ctrl, key: 'н', code: 'KeyY' })).toBe('redo');
  expect(historyKey({ ...none, ...ya })).toBeNull();
  expect(historyKey({ ...ctrl, altKey: true, ...ya })).toBeNull();
  expect(historyKey({ ...ctrl, key: 'с', code: 'KeyC' })).toBeNull();
});
