import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { isGiven } from "../options/option-rules.js";
import { requireExperimental } from "../options/require-experimental.js";
import type { TurnOptions } from "../options/turn-options.js";
import type { ThreadSettings } from "../records/thread-settings.js";

/** The fields of a request that a mode goes with. */
type BesideMode = Pick<wire.TurnStartParams, "model" | "effort" | "collaborationMode">;

type TurnMode = NonNullable<TurnOptions["mode"]>;

/** Refuses a mode that can't be sent: throws an `OptionsError`. */
export function refuseMode(
  mode: TurnMode | undefined,
  { collaborationMode }: BesideMode,
  server: { readonly experimentalApi: boolean },
): void {
  if (mode === undefined) return;
  if (isGiven(collaborationMode)) {
    throw new OptionsError("mode and collaborationMode set the same thing: give only one of them.");
  }
  requireExperimental(`mode "${mode}"`, server);
}

/**
 * What is sent for a mode. The server takes the model and the effort from it alone, and forgets an
 * effort that is left out: what the request does not say stays as it is.
 */
export function modeParams(
  mode: TurnMode | undefined,
  { model, effort }: BesideMode,
  settings: ThreadSettings,
): Pick<BesideMode, "collaborationMode"> {
  if (mode === undefined) return {};
  const used = model ?? settings.model;
  if (used === undefined) {
    throw new OptionsError(
      `mode is "${mode}", and the thread's model is not known: give model as well.`,
    );
  }
  return {
    collaborationMode: {
      mode,
      settings: {
        model: used,
        reasoning_effort: effort ?? settings.effort,
        developer_instructions: null,
      },
    },
  };
}
