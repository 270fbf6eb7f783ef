import type { InferOutput, OutputSchema } from "../schemas/output-schema.js";

/** What a tool gets besides its arguments. */
export interface ToolContext {
  /**
   * Aborts when the result is no longer needed: the turn has ended, the tool has taken too long, or
   * this client closes.
   */
  signal: AbortSignal;
  /** The thread whose model calls the tool. */
  threadId: string;
  /** The turn in which it does. */
  turnId: string;
  /** The id of this call; ids may repeat between turns. */
  callId: string;
}

/** What all tools have, however their arguments are described. */
export interface ToolBasics {
  /** By this name the model calls it: up to 128 letters, digits, `_` and `-`. */
  name: string;
  /** When and for what the model should use it. */
  description: string;
  /** How long a call may take, in milliseconds; default 60 000, 0 = as long as it likes. */
  timeoutMs?: number | undefined;
  /**
   * Whether the model only finds the tool when it searches for one; default false. Only inside a
   * namespace.
   */
  deferLoading?: boolean | undefined;
}

/** A tool whose arguments a schema describes and validates. */
export interface ToolDefinition<S extends OutputSchema> extends ToolBasics {
  /** The schema of the arguments, which are an object. */
  input: S;
  /**
   * Does what the tool is for. Its result goes to the model: a string, a JSON value, or
   * `{ contentItems, success }` of the protocol, for images. What it throws is told to the model,
   * without known secrets.
   */
  run(args: InferOutput<S>, context: ToolContext): unknown;
}

/** A tool whose arguments a plain JSON Schema describes, and nothing validates. */
export interface PlainToolDefinition extends ToolBasics {
  /** The JSON Schema of the arguments. */
  inputSchema: object;
  /** As for other tools; the arguments are what the model wrote. */
  run(args: unknown, context: ToolContext): unknown;
}

/** A function that the model may call. `tool()` makes one. */
export interface Tool extends ToolBasics {
  /** Tells it from a namespace. */
  readonly type: "function";
  /** The schema of its arguments, unless they have a plain one. */
  readonly input?: OutputSchema | undefined;
  /** The plain JSON Schema of its arguments. */
  readonly inputSchema?: object | undefined;
  /** Does what the tool is for. */
  run(args: unknown, context: ToolContext): unknown;
}

/** Tools under a common name. `toolNamespace()` makes one. */
export interface ToolNamespace {
  /** Tells it from a tool. */
  readonly type: "namespace";
  /** Up to 64 letters, digits, `_` and `-`. */
  readonly name: string;
  /** What the tools have in common. */
  readonly description: string;
  /** At least one; their names need only differ from each other. */
  readonly tools: readonly Tool[];
}

/**
 * Defines a function of this process that the model may call, to be given to `threadStart`. The
 * arguments are validated before it runs. Nothing is checked here, but when a thread is started.
 *
 * @example
 * ```ts
 * const lookUp = tool({
 *   name: "look_up_issue",
 *   description: "Finds an issue by its number.",
 *   input: z.object({ number: z.number() }),
 *   run: ({ number }) => issues.get(number) ?? "There is no such issue.",
 * });
 * const thread = await codex.threadStart({ tools: [lookUp], sandbox: "read-only" });
 * ```
 */
export function tool<S extends OutputSchema>(definition: ToolDefinition<S>): Tool;
/** Defines a tool by a plain JSON Schema. Otherwise the same. */
export function tool(definition: PlainToolDefinition): Tool;
export function tool(definition: Omit<Tool, "type">): Tool {
  // By its object, as it may be a method of a class.
  const run: Tool["run"] = (args, context) => definition.run(args, context);
  return Object.freeze({ ...definition, type: "function", run });
}

/**
 * Puts tools under a common name, with a description of what they have in common. The model may
 * have to search for those with `deferLoading`, so that many tools don't fill its context.
 */
export function toolNamespace(
  name: string,
  description: string,
  tools: readonly Tool[],
): ToolNamespace {
  return Object.freeze({ type: "namespace", name, description, tools });
}
