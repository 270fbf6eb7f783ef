/** How many bytes users may load, by part. The client's are at most a tenth above what stands. */
export const sizeLimits = {
  protocol: 94_000,
  protocolGzip: 27_000,
  root: 43_000,
  started: 134_000,
  /** What is loaded when it is needed, by the room that is loaded. */
  features: {
    exec: 5_500,
    goal: 1_000,
    history: 600,
    mcp: 600,
    output: 9_000,
    queue: 3_200,
    runtime: 500,
    saving: 18_400,
    tools: 6_800,
    transport: 2_800,
  } as Readonly<Record<string, number>>,
  /** The command line, which programs do not load. */
  commandLine: {
    cli: 3_100,
    doctor: 14_700,
    mcp: 15_100,
    replay: 9_200,
  } as Readonly<Record<string, number>>,
  /** What the entry for user interfaces adds to the root entry, compressed with gzip. */
  uiGzip: 6_000,
  declarations: 330_000,
  /** All that the command `mcp` loads, with the library of its protocol. */
  mcpServer: 590_000,
  /** Documentation and examples included, which grow with the SDK. */
  download: 1_050_000,
  installed: 4_450_000,
  /** What the workers add to the SDK; of Redis without ioredis and BullMQ. */
  workers: {
    root: 26_000,
    redis: 38_500,
    download: 87_000,
    installed: 347_000,
  },
};
