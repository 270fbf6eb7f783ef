/** How many bytes users may load, by part. The client's are at most a tenth above what stands. */
export const sizeLimits = {
  protocol: 125_000,
  protocolGzip: 32_000,
  root: 34_000,
  started: 104_000,
  /** What is loaded when it is needed, by the room that is loaded. */
  features: { output: 9_000, runtime: 500, tools: 6_800 } as Readonly<Record<string, number>>,
  declarations: 330_000,
};
