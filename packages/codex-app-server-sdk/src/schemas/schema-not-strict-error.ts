import { CodexError } from "../errors/codex-error.js";

/**
 * The schema of `output` says something that strict output can't: what the model writes could not
 * be held to it. Thrown before anything is sent; the message says what to write instead.
 */
export class SchemaNotStrictError extends CodexError {
  /** Where, as in `files[].name`; empty for the schema as a whole. */
  readonly path: string;

  constructor(path: string, problem: string, options?: { cause?: unknown }) {
    const where = path === "" ? "The output schema" : `${path} in the output schema`;
    super("SCHEMA_NOT_STRICT", `${where} ${problem}.`, options);
    this.path = path;
  }
}
