import { openAppServerProvider } from "./app-server-provider.js";
import { openCliProvider } from "./cli-provider.js";
import { openCodexSdk } from "./codex-sdk.js";
import type { OpenContestant } from "./contestant.js";
import { openRaw } from "./raw.js";
import { openSdk, openSdkEvents, openSdkTextStream } from "./sdk.js";

/** The clients under test. The control is the bare client once more. */
export const contestants = {
  raw: openRaw,
  control: openRaw,
  sdk: openSdk,
  sdkEvents: openSdkEvents,
  sdkTextStream: openSdkTextStream,
  codexSdk: openCodexSdk,
  cliProvider: openCliProvider,
  appServerProvider: openAppServerProvider,
} satisfies Record<string, OpenContestant>;

export type ContestantName = keyof typeof contestants;
