import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient } from "../client/app-server-client.js";
import type { Logger } from "../diagnostics/logger.js";
import { messageOf } from "../errors/error-text.js";
import { InvalidRequestError, ThreadNotFoundError, ThreadStoreError } from "../errors/index.js";
import { assertStoredPath } from "../store/stored-path.js";
import type { StoredFile, StoredThread } from "../store/thread-store.js";
import type { CodexHome } from "./codex-home.js";
import { compareBytes, type Standing, wholeLines } from "./compare-bytes.js";

/** What bringing a stored thread into the CODEX_HOME needs. */
export interface TakePlace extends Pick<AppServerClient, "request"> {
  readonly threadId: string;
  readonly home: CodexHome;
  readonly logger: Logger;
}

/**
 * Brings the files of the CODEX_HOME up to what is stored, and names the thread as it is named
 * there. What this machine has beyond it stays, and is saved with the next save; what has diverged
 * is set aside. Returns the files as they are stored, without half a line at the end.
 */
export async function takeThread(place: TakePlace, stored: StoredThread): Promise<StoredFile[]> {
  const files = readable(place.threadId, stored.files);
  const head = files.at(-1);
  if (!head || head.bytes.length === 0) return [];
  const local = await readLocal(place);
  const standing = await standingOf(place, head, local);
  if (standing === "behind" && local?.status.type === "notLoaded") await write(place, [head]);
  else if (standing === "behind" || standing === "diverged") await replace(place, files);
  else if (standing === "missing") await write(place, files);
  const isKept = standing === "same" || standing === "ahead";
  if (!isKept || !local?.name) await setName(place, stored.name);
  return files;
}

/**
 * Brings a stored thread into a CODEX_HOME that does not have it, to be read and not to be gone on
 * with.
 */
export async function lendThread(place: TakePlace, stored: StoredThread): Promise<void> {
  const files = readable(place.threadId, stored.files);
  const head = files.at(-1);
  if (!head || head.bytes.length === 0) return;
  const local = await readLocal(place);
  const standing = await standingOf(place, head, local);
  if (standing === "missing") {
    await write(place, files);
    await setName(place, stored.name);
  } else if (standing === "behind" && local?.status.type === "notLoaded") {
    await write(place, [head]);
  }
}

function readable(threadId: string, files: readonly StoredFile[]): StoredFile[] {
  for (const { path } of files) assertStoredPath(threadId, path);
  const last = files.length - 1;
  return files.map(({ path, bytes }, index) => ({
    path,
    bytes: index === last ? wholeLines(bytes) : bytes,
  }));
}

/** The thread as the server knows it; undefined when it does not. */
async function readLocal({ threadId, request }: TakePlace): Promise<wire.Thread | undefined> {
  try {
    return (await request("thread/read", { threadId })).thread;
  } catch (error) {
    if (error instanceof ThreadNotFoundError || error instanceof InvalidRequestError) {
      return undefined;
    }
    throw error;
  }
}

async function standingOf(
  { threadId, home }: TakePlace,
  head: StoredFile,
  local: wire.Thread | undefined,
): Promise<Standing | "missing"> {
  if (!local?.path) return "missing";
  // It goes on in another file since it was reverted, or archived, here or elsewhere.
  if ((await home.storedPath(threadId, local.path)) !== head.path) return "diverged";
  const bytes = await home.read(threadId, head.path);
  return bytes ? compareBytes(wholeLines(bytes), head.bytes) : "missing";
}

/** Writes what the files of this machine lack. None is made shorter or changed. */
async function write({ threadId, home }: TakePlace, files: readonly StoredFile[]): Promise<void> {
  for (const { path, bytes } of files) {
    const local = wholeLines((await home.read(threadId, path)) ?? new Uint8Array());
    const standing = compareBytes(local, bytes);
    if (standing === "diverged") throw diverged(threadId, `${path} differs from the stored one.`);
    if (standing !== "behind") continue;
    const offset = local.length;
    await home.write(threadId, { path, offset, bytes: bytes.subarray(offset) });
  }
}

/**
 * Puts the stored files in place of those that are there. The server has to delete the thread
 * first: it would go on with what it has in memory, and with what it has noted of the old files.
 */
async function replace(place: TakePlace, files: readonly StoredFile[]): Promise<void> {
  const { threadId, home, logger, request } = place;
  const folder = `${threadId}/${new Date().toISOString().replaceAll(":", "-")}`;
  const own = await home.filesOf(threadId);
  const aside: string[] = [];
  for (const path of own) aside.push(await home.setAside(threadId, path, folder));
  try {
    await request("thread/delete", { threadId });
  } catch (cause) {
    const why = `the server can't replace what it has of it by what is stored: ${messageOf(cause)}`;
    throw diverged(threadId, why, cause);
  }
  logger.warn(
    `Thread ${threadId} has gone on elsewhere: what is stored replaces what this machine had, which is in ${aside[0]}.`,
  );
  await write(place, files);
}

/** A rollout has no name: it lies elsewhere in the CODEX_HOME, which does not travel. */
async function setName({ threadId, request }: TakePlace, name: string | null): Promise<void> {
  if (name !== null) await request("thread/name/set", { threadId, name });
}

function diverged(threadId: string, message: string, cause?: unknown): ThreadStoreError {
  return new ThreadStoreError(
    threadId,
    "diverged",
    `${message} Use another CODEX_HOME, or delete the threads that were forked from it here.`,
    cause === undefined ? undefined : { cause },
  );
}
