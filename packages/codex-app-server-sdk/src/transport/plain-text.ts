import { stripVTControlCharacters } from "node:util";

/** Returns a text without colours and other control sequences of terminals, as it is read there. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replace(/\r\n?/g, "\n").replace(controls, "");
}

/** Control characters but for tabs and line feeds. */
const controls = /(?![\t\n])\p{Cc}/gu;
