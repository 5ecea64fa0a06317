/** Addresses for others, and what an embedded page's address says. */
import { describe, expect, it } from 'vitest';
import { hiddenParts, isEmbedded } from '../../src/store/embed';
import { pages } from '../../src/store/pages';
import { embedAddress, embedSnippet, sharedAddress } from '../../src/store/share';

const href = 'https://example.org/some/path/?model=objects&at=conv1.3&embed=1&hide=input#sum=1&draw=AQ';

describe('an address for others', () => {
  it('is the whole page, with its state and nothing of an embedding one', () => {
    expect(sharedAddress(href)).toBe('https://example.org/some/path/?model=objects&at=conv1.3#sum=1&draw=AQ');
    expect(sharedAddress('https://example.org/')).toBe('https://example.org/');
  });

  it('within another page says what is hidden, and is read back', () => {
    const address = embedAddress(href, ['header', 'tools']);
    expect(address).toBe(
      'https://example.org/some/path/?model=objects&at=conv1.3&embed=1&hide=header,tools#sum=1&draw=AQ',
    );
    expect(isEmbedded(new URL(address).searchParams)).toBe(true);
    expect(hiddenParts(new URL(address).searchParams)).toEqual(['header', 'tools']);
    expect(hiddenParts(new URL(embedAddress(href, [])).searchParams)).toEqual([]);
  });

  it('hides nothing that it does not know, and nothing where nothing is embedded', () => {
    expect(hiddenParts(new URLSearchParams('embed=1&hide=answer,everything,'))).toEqual(['answer']);
    expect(hiddenParts(new URLSearchParams('hide=answer'))).toEqual([]);
  });

  it('is pasted as HTML that means the same address', () => {
    const address = 'https://example.org/?a="<b>&embed=1';
    const snippet = embedSnippet(address, 'A "page"');
    const [, source = ''] = snippet.match(/src="([^"]*)"/) ?? [];
    const read = source
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    expect(read).toBe(address);
    expect(snippet).toContain('title="A &quot;page&quot;"');
  });
});

it('every part that a page offers to hide is one that an address may hide', () => {
  for (const parts of Object.values(pages).map(({ hides }) => hides)) {
    expect(hiddenParts(new URL(embedAddress(href, parts)).searchParams)).toEqual(parts);
  }
});
