/** How many bytes users may load, by part. The client's are at most a tenth above what stands. */
export const sizeLimits = {
  protocol: 125_000,
  protocolGzip: 32_000,
  root: 34_000,
  started: 104_000,
  feature: 9_000,
  declarations: 330_000,
};
