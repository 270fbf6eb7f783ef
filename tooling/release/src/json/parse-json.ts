import * as z from "zod";
import { ToolError } from "../tool-error.js";

/**
 * Parses JSON text and validates it. Throws a check failure whose message calls the text `name`.
 */
export function parseJson<T>(
  text: string,
  { schema, name }: { schema: z.ZodType<T>; name: string },
): T {
  const parsed = schema.safeParse(parseText(text, name));
  if (parsed.success) return parsed.data;
  throw new ToolError("check", `${name} is malformed: ${z.prettifyError(parsed.error)}`);
}

function parseText(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ToolError("check", `${name} is not JSON`, { cause });
  }
}
