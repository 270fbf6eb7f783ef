// Turns and tools as spans of OpenTelemetry, in one trace with the server's own spans.
import { AsyncLocalStorage } from "node:async_hooks";
import { tracingChannel } from "node:diagnostics_channel";
import {
  type Attributes,
  type Context,
  type ContextManager,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import {
  Codex,
  isCodexError,
  type TraceContext,
  type TracedTool,
  type TracedTurn,
  tool,
} from "codex-app-server-sdk";

// OpenTelemetry's context in a store of our own, so that the channels can bind spans to it.
const store = new AsyncLocalStorage<Context>();
const contextManager: ContextManager = {
  active: () => store.getStore() ?? ROOT_CONTEXT,
  with: (active, run, self, ...args) => store.run(active, () => run.apply(self, args)),
  bind: (active, target) =>
    typeof target === "function"
      ? (((...args: unknown[]) => store.run(active, () => target(...args))) as typeof target)
      : target,
  enable: () => contextManager,
  disable: () => contextManager,
};
const exporter = new InMemorySpanExporter(); // yours sends them to a collector
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register({ contextManager });
const tracer = trace.getTracer("my-app");

interface Traced {
  error?: unknown;
}

/** Makes a span of all that one channel publishes; what happens inside has it as its parent. */
function traceChannel<T extends Traced>(
  name: string,
  begin: (traced: T) => { name: string; attributes: Attributes },
  end: (traced: T) => Attributes,
): void {
  const spans = new WeakMap<T, Span>();
  const { start, asyncEnd } = tracingChannel<Context, T>(`codex-app-server-sdk:${name}`);
  start.bindStore(store, (traced) => {
    const { name, attributes } = begin(traced);
    const span = tracer.startSpan(name, { attributes });
    spans.set(traced, span);
    return trace.setSpan(context.active(), span);
  });
  asyncEnd.subscribe((message) => {
    const traced = message as T;
    const span = spans.get(traced);
    span?.setAttributes(end(traced));
    if (traced.error !== undefined) {
      const type = isCodexError(traced.error) ? traced.error.code : "_OTHER";
      span?.setAttribute("error.type", type).setStatus({ code: SpanStatusCode.ERROR });
    }
    span?.end();
  });
}

// The names are those of OpenTelemetry's semantic conventions for generative AI.
traceChannel<TracedTurn>(
  "turn",
  ({ threadId, model }) => ({
    name: "invoke_agent codex",
    attributes: {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.provider.name": "openai",
      "gen_ai.agent.name": "codex",
      "gen_ai.conversation.id": threadId,
      ...(model && { "gen_ai.request.model": model }),
    },
  }),
  ({ usage }) => ({
    ...(usage && {
      "gen_ai.usage.input_tokens": usage.inputTokens,
      "gen_ai.usage.output_tokens": usage.outputTokens,
      "gen_ai.usage.cache_read.input_tokens": usage.cachedInputTokens,
    }),
  }),
);
traceChannel<TracedTool>(
  "tool",
  ({ tool, callId }) => ({
    name: `execute_tool ${tool}`,
    attributes: {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": tool,
      "gen_ai.tool.type": "function",
      ...(callId && { "gen_ai.tool.call.id": callId }),
    },
  }),
  () => ({}),
);

/** The span that is active where a request is sent becomes the parent of the server's spans. */
function traceContext(): TraceContext {
  const carrier: TraceContext = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

const lookUp = tool({
  name: "look_up_issue",
  description: "Finds an issue by its number.",
  inputSchema: { type: "object", properties: { number: { type: "number" } } },
  run: () =>
    tracer.startActiveSpan("query", (span) => {
      span.end();
      return "Crash at start";
    }),
});

const codex = new Codex({ traceContext });
try {
  await tracer.startActiveSpan("handle request", async (span) => {
    const thread = await codex.threadStart({ tools: [lookUp], sandbox: "read-only" });
    const { finalResponse } = await thread.run("What is issue 7 about?");
    console.log(finalResponse);
    span.end();
  });
} finally {
  await codex.close();
}

const spans = exporter.getFinishedSpans();
for (const span of spans.reverse()) {
  const parent = spans.find((one) => one.spanContext().spanId === span.parentSpanContext?.spanId);
  console.log(span.spanContext().traceId, `${span.name} < ${parent?.name}`, span.attributes);
}
