/** Preferences in a storage that may be damaged, foreign or refused. */
import { expect, test } from 'vitest';
import { readPreferences, savePreferences } from '../../src/store/preferences';

function memory(text: string | null = null) {
  return {
    text,
    getItem(): string | null {
      return this.text;
    },
    setItem(_: string, value: string): void {
      this.text = value;
    },
  };
}

test('what is saved is read, and each preference keeps the others', () => {
  const store = memory();
  expect(readPreferences(store)).toEqual({});
  savePreferences(store, { theme: 'dark' });
  savePreferences(store, { lang: 'ko' });
  expect(readPreferences(store)).toEqual({ theme: 'dark', lang: 'ko' });
});

test('damaged, foreign or missing storage is as good as empty', () => {
  for (const text of ['', '{', 'null', '3', '"dark"', '[]', '{"theme":"sepia","lang":5}']) {
    expect(readPreferences(memory(text))).toEqual({});
  }
  expect(readPreferences(null)).toEqual({});
  const refusing = {
    getItem(): string | null {
      throw new Error('blocked');
    },
    setItem(): void {
      throw new Error('full');
    },
  };
  expect(readPreferences(refusing)).toEqual({});
  expect(() => savePreferences(refusing, { theme: 'dark' })).not.toThrow();
});
