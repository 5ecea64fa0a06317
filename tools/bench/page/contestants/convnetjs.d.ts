/** The part of ConvNetJS that the benchmark uses. */
declare module 'convnetjs' {
  export interface Vol {
    w: Float64Array;
    dw: Float64Array;
  }
  export interface Layer {
    readonly layer_type: string;
    forward(vol: Vol, isTraining: boolean): Vol;
    backward(label?: number): number | undefined;
    getParamsAndGrads(): readonly object[];
  }
  export interface Filters extends Layer {
    filters: Vol[];
    readonly biases: Vol;
  }
  type Made<T> = new (options: { readonly [name: string]: number }) => T;
  const convnetjs: {
    readonly Vol: new (width: number, height: number, depth: number, value: number) => Vol;
    readonly ConvLayer: Made<Filters>;
    readonly FullyConnLayer: Made<Filters>;
    readonly PoolLayer: Made<Layer>;
    readonly ReluLayer: Made<Layer>;
    readonly SoftmaxLayer: Made<Layer>;
    readonly Net: new () => { layers: readonly Layer[] };
    readonly Trainer: new (
      net: object,
      options: { readonly [name: string]: number | string },
    ) => { train(vol: Vol, label: number): { readonly loss: number } };
  };
  export default convnetjs;
}
