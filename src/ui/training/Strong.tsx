/** A text of the catalogue in which `<b>` marks what matters most. */
/** One marked stretch at most. */
export function Strong({ text }: { readonly text: string }) {
  const [before = '', strong = '', after = ''] = text.split(/<\/?b>/);
  return (
    <>
      {before}
      <b>{strong}</b>
      {after}
    </>
  );
}
