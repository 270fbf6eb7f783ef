import * as z from "zod";
import { parseJson } from "./parse-json.js";

const manifestSchema = z.record(z.string(), z.unknown());

/** Parses a `package.json`. Only that it is an object is checked. */
export function parseManifest(text: string, name: string): Record<string, unknown> {
  return parseJson(text, { schema: manifestSchema, name });
}
