import * as z from "zod";
import { parseJson } from "./parse-json.js";

const manifestSchema = z.record(z.string(), z.unknown());

/** The content of a `package.json`, of which nothing is known but that it is an object. */
export function parseManifest(text: string, name: string): Record<string, unknown> {
  return parseJson(text, { schema: manifestSchema, name });
}
