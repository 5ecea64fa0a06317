/** What tools/font.mjs uses of the package `subset-font`, which comes without types. */
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: 'woff2';
      readonly variationAxes: { readonly [axis: string]: { readonly min: number; readonly max: number } };
      readonly noLayoutClosure: boolean;
    },
  ): Promise<Buffer>;
}
