import { RawConnection, type RawServer } from "../raw/raw-connection.js";

/** The method of the last line of a replay. No other line has it. */
export const lastMethod = "thread/deleted";

/** Which client reads the replay: the bare one, or the SDK with or without validation. */
export type ReplayClientName = "raw" | "control" | "sdk" | "sdkUnchecked";

/** A client that has started. */
interface ReplayReader {
  /** Asks for the replay, reads it to its end, and resolves with the number of notifications. */
  replay(): Promise<number>;
  close(): Promise<void>;
}

export const replayClients: Readonly<
  Record<ReplayClientName, (server: RawServer) => Promise<ReplayReader>>
> = {
  raw: openRaw,
  control: openRaw,
  sdk: (server) => openSdk(server, "tolerant"),
  sdkUnchecked: (server) => openSdk(server, "off"),
};

const trigger = "thread/loaded/list";

async function openRaw(server: RawServer): Promise<ReplayReader> {
  const connection = await RawConnection.start(server);
  const replay = async (): Promise<number> => {
    let count = 0;
    const over = new Promise<void>((resolve) => {
      connection.onMessage = ({ method }) => {
        count += 1;
        if (method === lastMethod) resolve();
      };
    });
    await connection.request(trigger, {});
    await over;
    return count;
  };
  return { replay, close: () => connection.close() };
}

async function openSdk(
  { command, env = {} }: RawServer,
  validate: "tolerant" | "off",
): Promise<ReplayReader> {
  const { Codex } = await import("codex-app-server-sdk");
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: console.error };
  const codex = new Codex({ codexPath: command, env, validate, logger });
  await codex.start();
  const replay = async (): Promise<number> => {
    let count = 0;
    const notifications = codex.notifications();
    await codex.request(trigger, {});
    for await (const { method } of notifications) {
      count += 1;
      if (method === lastMethod) break;
    }
    return count;
  };
  return { replay, close: () => codex.close() };
}
