/** Addresses for others: of the page as it is, of the page within another one, and the text that puts it there. */
import type { Hidable } from './embed';

/** The whole page as it is, for anybody: `href` without what belongs to an embedding page. */
export function sharedAddress(href: string): string {
  const address = new URL(href);
  address.searchParams.delete('embed');
  address.searchParams.delete('hide');
  return address.href;
}

/** The same as a part of another page, without some parts. */
export function embedAddress(href: string, hidden: readonly Hidable[]): string {
  const address = new URL(sharedAddress(href));
  address.searchParams.set('embed', '1');
  if (hidden.length > 0) address.searchParams.set('hide', hidden.join(','));
  // A comma needs no escape in a query, and is read more easily without.
  return address.href.replaceAll('%2C', ',');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** HTML to paste into another page. Isolation gives threads, where the other page is isolated too. */
export const embedSnippet = (address: string, title: string): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="640" style="border: 0" ` +
  'allow="camera; fullscreen; clipboard-write; cross-origin-isolated" loading="lazy"></iframe>';
