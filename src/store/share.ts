/** Addresses to share: the page as it is, the page embedded in another, and the HTML that embeds it. */
import type { Hidable } from './embed';

/** The full page as it is: `href` without embedding parameters. */
export function sharedAddress(href: string): string {
  const address = new URL(href);
  address.searchParams.delete('embed');
  address.searchParams.delete('hide');
  return address.href;
}

/** The same as an embedded page, without some parts. */
export function embedAddress(href: string, hidden: readonly Hidable[]): string {
  const address = new URL(sharedAddress(href));
  address.searchParams.set('embed', '1');
  if (hidden.length > 0) address.searchParams.set('hide', hidden.join(','));
  // A comma needs no escaping in a query and reads better without.
  return address.href.replaceAll('%2C', ',');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** HTML to paste into another page. Isolation enables threads if that page is isolated, too. */
export const embedSnippet = (address: string, title: string): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="640" style="border: 0" ` +
  'allow="camera; fullscreen; clipboard-write; cross-origin-isolated" loading="lazy"></iframe>';
