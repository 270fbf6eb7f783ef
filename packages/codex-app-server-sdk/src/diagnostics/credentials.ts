import { meaningOf } from "./secret-names.js";

/** What is shown in the place of a secret. */
export const redacted = "[redacted]";

/**
 * Replaces what looks like a secret by itself: an API key, a bearer token, a JSON web token, and
 * what a URL contains of secrets. Every pattern costs time linear in the text: none can begin anew
 * inside a run of characters that it has failed on. None repeats a group, nor a class a minimum
 * number of times: V8 throws on such a run when it is 20 MB long.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/\bsk-[\w-]{6}[\w-]*/g, redacted)
    .replace(/\b(Bearer|Basic)([ \t]+)([\w.~+/=-]{6}[\w.~+/=-]*)/gi, replaceScheme)
    .replace(/(?<![\w.-])[\w.-]*eyJ[\w.-]*/g, withoutWebToken)
    .replace(/:\/\/[^\s/?#"'<>`]+@/g, replaceUserInfo)
    .replace(/([?&#])([\w.-]+)=([^\s&#"'<>`]+)/g, replaceQueryValue);
}

function replaceScheme(text: string, scheme: string, space: string, value: string): string {
  const prose = scheme.toLowerCase() === "basic" ? word : proseAfterBearer;
  return prose.test(value) ? text : `${scheme}${space}${redacted}`;
}

/** No value of "Basic" looks like a word: it is the base64 of a name and a password. */
const word = /^[A-Z]?(?:[a-z/-]{6,24}|[A-Z/-]{6,24})\.?$/;

/** A token may look like a word, so that these alone are taken for prose. */
const proseAfterBearer =
  /^(?:access|auth(?:enticat|ori[sz]at)ion|challenge|credential|header|instead|method|or\/basic|prefix|required|scheme|security|tokens?(?:-based)?)s?\.?$/i;

/** Drops a run of letters from the start of the token on: what follows it is part of it. */
function withoutWebToken(run: string): string {
  const parts = run.split(".");
  for (const [index, part] of parts.entries()) {
    const at = part.search(/\beyJ[\w-]{8}/);
    if (at < 0 || index + 2 >= parts.length || parts[index + 1] === "") continue;
    return [...parts.slice(0, index), `${part.slice(0, at)}${redacted}`].join(".");
  }
  return run;
}

/** The name alone may be a token. The one user name that everybody knows is kept. */
function replaceUserInfo(userInfo: string): string {
  return userInfo === "://git@" ? userInfo : `://${redacted}@`;
}

function replaceQueryValue(text: string, mark: string, name: string): string {
  return meaningOf(name) === "secret" ? `${mark}${name}=${redacted}` : text;
}
