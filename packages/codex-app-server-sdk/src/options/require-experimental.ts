import { OptionsError } from "../errors/index.js";
import { isGiven } from "./option-rules.js";

/** Throws an `OptionsError` when `what` can't be used because the client has opted out of it. */
export function requireExperimental(
  what: string,
  { experimentalApi }: { readonly experimentalApi: boolean },
): void {
  if (!experimentalApi) throw new OptionsError(`${what} needs experimentalApi: leave it on.`);
}

/** Throws an `OptionsError` when a permission profile is named that the client can't name. */
export function refuseProfile(
  { permissions }: { readonly permissions?: string | null | undefined },
  server: { readonly experimentalApi: boolean },
): void {
  if (isGiven(permissions)) requireExperimental("The option permissions", server);
}
