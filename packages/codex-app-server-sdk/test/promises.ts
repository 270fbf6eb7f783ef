/** What users may rely on, and for each promise the test that fails if it is broken. */
export interface Promised {
  promise: string;
  /** The path of the test file, relative to the package. */
  file: string;
  /** The name of the test, without the groups around it. */
  test: string;
}

const matrix = "test/faults/matrix.test.ts";
const connection = "src/rpc/connection.test.ts";
const connectionEnd = "src/rpc/connection.end.test.ts";
const connectionServerRequests = "src/rpc/connection.server-requests.test.ts";
const connectionWindow = "src/rpc/connection.window.test.ts";
const serverProcess = "src/transport/server-process.test.ts";
const givingUp = "src/turn/live-turn.giving-up.test.ts";
const interrupting = "src/turn/live-turn.interrupt.test.ts";
const liveTurn = "src/turn/live-turn.test.ts";
const interruptedWork = "test/e2e/interrupted-work.long.test.ts";
const hosts = "test/faults/hosts.test.ts";
const lateAnswers = "test/e2e/late-answers.test.ts";
const notLoggedIn = "test/e2e/not-logged-in.test.ts";
const repeatedIds = "test/e2e/repeated-ids.test.ts";
const leftovers = "test/faults/leftovers.test.ts";
const exec = "test/e2e/exec.test.ts";
const serverRequests = "src/server-requests/server-requests.test.ts";
const oddMessages = "test/faults/odd-messages.test.ts";
const secrets = "test/e2e/secrets.test.ts";
const reconnect = "test/e2e/reconnect.test.ts";
const queue = "test/e2e/queue.long.test.ts";
const threadStoreFailures = "test/e2e/thread-store.failures.long.test.ts";
const jsonLines = "src/transport/json-lines.test.ts";

export const promises: readonly Promised[] = [
  // Nothing waits for ever.
  {
    promise: "A request that is not answered rejects at its deadline",
    file: "src/rpc/pending-request.test.ts",
    test: "rejects, naming the method and the time",
  },
  {
    promise: "A request without a deadline that was lost does not block the window for ever",
    file: connectionWindow,
    test: "gets the place of a request without a deadline back after a minute",
  },
  {
    promise: "An answer that can't be read rejects its request at once",
    file: connection,
    test: "that can't be read reject at once instead of at the deadline",
  },
  {
    promise: "A turn that is given up ends within two seconds, whatever the server does",
    file: givingUp,
    test: "rejects all the same after two seconds when the server does not react",
  },
  {
    promise: "An interrupt ends though the server never starts the turn",
    file: interrupting,
    test: "does not wait for ever for a turn that the server never starts",
  },
  {
    promise: "An interrupt ends though the server never ends the turn",
    file: interrupting,
    test: "does not wait for ever for a turn that the server never ends",
  },
  {
    promise: "A model that never answers ends the turn by its time-out",
    file: leftovers,
    test: "ends the turn by its idle time-out, and the server stays usable",
  },
  {
    promise: "A handler that never returns is given up when its answer is no longer needed",
    file: serverRequests,
    test: "that never returns is given up when %s, and its signal fires",
  },
  {
    promise: "A handler that never returns is given up at its deadline",
    file: serverRequests,
    test: "that never returns is given up at the deadline, when there is one",
  },
  {
    promise: "A tool that never returns is given up at its time limit, and the turn goes on",
    file: "test/e2e/tools.test.ts",
    test: "it takes longer than its time, and its signal fires",
  },
  {
    promise: "A tool that never returns does not hold up the end of its turn",
    file: "test/e2e/tools.test.ts",
    test: "a tool that does not listen does not keep a turn that is aborted",
  },
  {
    promise: "A transport that never opens does not hold up close()",
    file: connectionEnd,
    test: "that never opens does not hold close() up, and open() rejects",
  },
  {
    promise: "A transport that never closes does not hold up close()",
    file: connectionEnd,
    test: "that %s lets close() resolve all the same",
  },
  {
    promise: "A program of exec() is gone when its call is given up, however early",
    file: exec,
    test: "a signal that aborts before the server knows the program ends it, too",
  },
  {
    promise: "A program of exec() is gone with the client or the server that ran it",
    file: exec,
    test: "%s ends the program and rejects the result, the streams and what is written",
  },
  {
    promise: "The output of a program that nobody reads takes no more memory than the limit",
    file: exec,
    test: "a handle that nobody reads keeps no more than the limit, and the program ends",
  },
  {
    promise: "A login whose browser never comes back ends",
    file: "test/e2e/mcp.test.ts",
    test: "whose browser never comes back is ended by its time-out",
  },
  {
    promise: "Settings that something else has changed are not overwritten",
    file: "test/e2e/config.test.ts",
    test: "a write that expects another version is a ConfigConflictError and writes nothing",
  },
  {
    promise: "A list whose pages go round in a circle ends with an error",
    file: "src/pages/page-promise.test.ts",
    test: "rejects when its pages go round in a circle of %s, each of them read once",
  },
  {
    promise: "The events of any turn tell a late reader, too, what its result does",
    file: "src/events/turn-fold.property.test.ts",
    test: "has the same when it comes late, whenever that is",
  },
  {
    promise: "A half message that the server drops is taken back",
    file: "test/e2e/turn-events.test.ts",
    test: "take back the half message that the server dropped after a lost connection",
  },
  {
    promise: "An error shows where the call was made, whatever waits for it",
    file: "src/codex/callers.test.ts",
    test: "the error of %s shows where the call was made",
  },
  {
    promise: "No error of a turn shows JSON to people",
    file: "src/errors/without-json.test.ts",
    test: "whatever a provider answers, no JSON is left and nothing is thrown",
  },
  {
    promise:
      "A command that a list allows runs no other program, and a shell expands nothing in it",
    file: "src/approvals/simple-command.test.ts",
    test: "is the same words to %s, and nothing runs beside it",
  },
  {
    promise: "A reader may leave any stream or list while it waits for the next entry",
    file: "src/codex/leaving-iterators.test.ts",
    test: "a reader of %s may leave while it waits",
  },
  {
    promise: "No time limit is so long that it ends a wait at once",
    file: "src/async/start-timer.test.ts",
    test: "a timer of %d ms fires as late as a timer can, and not at once",
  },
  {
    promise: "Any kind of signal ends what waits with its reason, or with an AbortError",
    file: "src/codex/signals.test.ts",
    test: "%s, aborted later",
  },
  {
    promise: "A mode changes neither the model nor the effort of a thread, whoever set them",
    file: "test/e2e/turn-modes.test.ts",
    test: "uses the model that another client has set, also while this one did not listen",
  },
  {
    promise: "The approval of an MCP tool names the tool of a real call, and never another one",
    file: "test/e2e/handlers.test.ts",
    test: "is not named by a form of the server that poses as its approval",
  },
  {
    promise: "A program without a logger hears of its own mistakes, once each, and of nothing else",
    file: "src/diagnostics/host-mistakes.test.ts",
    test: "a mistake is told once, one of another kind again, and another client's too",
  },
  {
    promise: "However a trace function or a logger fails, nothing else does",
    file: "src/diagnostics/trace.test.ts",
    test: "function that %s, or a logger that does, disturbs nothing",
  },
  {
    promise: "Whatever a transport of one's own tells of its end, the connection ends",
    file: connectionEnd,
    test: "comes whatever a transport of one's own tells of it: %s",
  },
  // Nothing is lost.
  {
    promise: "All requests of a burst are answered: the window keeps the server from dropping any",
    file: "test/faults/load.test.ts",
    test: "5,000 requests at once are all answered, and the server was never overloaded",
  },
  {
    promise: "Requests that stay open by design do not hold up others",
    file: "test/faults/load.test.ts",
    test: "with 100 commands open, other requests and their end are answered at once",
  },
  {
    promise: "A request that met a busy server is sent again",
    file: connection,
    test: "of a busy server lead to another attempt, and in the end to ServerBusyError",
  },
  {
    promise: "A turn's notifications in the same chunk as its answer are not lost",
    file: liveTurn,
    test: "loses none of them, turn/completed included",
  },
  {
    promise: "A turn's notifications before its answer are not lost",
    file: liveTurn,
    test: "loses none of them that come before the answer, either",
  },
  {
    promise: "Every call after the end of the connection rejects",
    file: connectionEnd,
    test: "rejects what is called later, sends nothing and reads nothing more",
  },
  {
    promise: "A listener that throws does not stop the reading",
    file: connection,
    test: "is read to its end when a listener throws",
  },
  {
    promise: "The id of a server request is never mistaken for one of the client's",
    file: connectionServerRequests,
    test: "have separate ids: the same number may be pending in both directions",
  },
  {
    promise: "Every request of the server is answered, even by a handler that fails",
    file: connectionServerRequests,
    test: "are answered with an error when the answer %s",
  },
  {
    promise: "Nothing is accepted unless a handler says so",
    file: serverRequests,
    test: "%s gets an answer that accepts nothing",
  },
  {
    promise: "A slow reader costs bounded memory and loses no character",
    file: "test/faults/slow-consumer.test.ts",
    test: "100,000 deltas that are read one a second stay within the bound, and the text is whole",
  },
  {
    promise: "A reader that is far too slow gets an error, and the turn's result is complete",
    file: liveTurn,
    test: "beyond its bound rejects, alone: the result is whole",
  },
  {
    promise: "What arrives before a turn is known is bounded",
    file: liveTurn,
    test: "is bounded: deltas are joined, and no character is lost",
  },
  {
    promise: "Threads that run at the same time get only their own notifications",
    file: "test/faults/load.long.test.ts",
    test: "100 threads with a turn each at once all complete, each stream only its own",
  },
  {
    promise: "Items that carry the id of another one are all in the result",
    file: repeatedIds,
    test: "a turn whose model repeats its call ids has all of its items",
  },
  {
    promise: "An approval shows the changes of its own thread's item",
    file: repeatedIds,
    test: "approvals of threads whose models use the same call ids show each its own changes",
  },
  {
    promise: "Two objects of one thread never disagree, whatever was done through which",
    file: "test/e2e/views-of-a-thread.test.ts",
    test: "agree when one is unsubscribed %s: the next turn is heard",
  },
  {
    promise: "A handler never overtakes what the server said before",
    file: "src/session/message-order.test.ts",
    test: "a handler is called after what came before its request has reached waiting readers",
  },
  {
    promise: "A handler runs in the async context of the call that started its turn",
    file: "test/e2e/handlers-in-time.test.ts",
    test: "run in the async context of the call that started their turn",
  },
  {
    promise: "A client without a handler does not decline what another client was asked",
    file: "test/e2e/several-clients.test.ts",
    test: "is left to the client that has a handler, and said once by one that has none",
  },
  // A dead server ends everything.
  {
    promise:
      "However and whenever the server dies, every request and stream ends, and says how and why",
    file: matrix,
    test: "every fault is tested at every stage, except for impossible combinations",
  },
  {
    promise: "A server killed at any moment ends every call as documented",
    file: "test/faults/kill.long.test.ts",
    test: "200 servers killed at random moments end every call as documented and leave nothing",
  },
  {
    promise: "A server that closed its stdout is ended",
    file: serverProcess,
    test: "when it has closed its stdout",
  },
  {
    promise: "A server that closed its stdin is ended",
    file: serverProcess,
    test: "when it has closed its stdin, at the next write",
  },
  {
    promise: "A server that stopped reading does not fill the memory",
    file: serverProcess,
    test: "when it never reads its stdin, before that fills the memory",
  },
  {
    promise: "A grandchild that holds the output open does not hide the end",
    file: serverProcess,
    test: "is reported though a grandchild holds its output open",
  },
  {
    promise: "What the server wrote long before is not quoted as the reason of its end",
    file: "test/e2e/startup.test.ts",
    test: "what the server wrote before its last message is not quoted as the reason of its end",
  },
  // Nothing is left behind.
  {
    promise: "close() ends a server that ignores the end of stdin and SIGTERM",
    file: serverProcess,
    test: "goes on to SIGKILL when SIGTERM is ignored too",
  },
  {
    promise: "close() lets what was written leave",
    file: serverProcess,
    test: "lets everything leave that was written before",
  },
  {
    promise: "close() while the server starts ends it",
    file: "src/transport/stdio-transport.test.ts",
    test: "while the process is being started ends it as soon as it has started",
  },
  {
    promise: "Commands and MCP servers are gone after close()",
    file: leftovers,
    test: "is gone after close(), also when an MCP server is %s",
  },
  {
    promise: "An interrupted turn's commands are gone",
    file: leftovers,
    test: "for a turn is gone after that turn was interrupted, and the server lives",
  },
  {
    promise: "A turn that is given up takes its own commands with it, and none of earlier turns",
    file: interruptedWork,
    test: "takes its own command with it, and leaves that of an earlier turn (approval: %s, in: %s)",
  },
  {
    promise: "A turn that is given up takes the sub-agents with it that it set to work",
    file: interruptedWork,
    test: "is ended with the turn that set it to work, and so is its command",
  },
  {
    promise: "A program of command/exec is gone after its call was given up",
    file: "test/e2e/given-up-requests.test.ts",
    test: "that was run by %s ends when the call is given up, and the server lives",
  },
  {
    promise: "A killed host takes its server with it",
    file: hosts,
    test: "that is killed takes its server with it",
  },
  {
    promise: "No timer keeps the host alive",
    file: hosts,
    test: "that %s ends by itself: no timer and no handle keeps it",
  },
  {
    promise: "An exception inside `await using` leaves no server",
    file: hosts,
    test: "that throws inside `await using` leaves no server, and keeps its own error",
  },
  {
    promise: "A start without file descriptors is an error, not a crash",
    file: hosts,
    test: "without a free file descriptor gets an error, and goes on",
  },
  {
    promise: "A long-lived signal collects no listeners",
    file: "src/async/on-abort.test.ts",
    test: "adds one listener to the signal, and none is left once nobody listens",
  },
  {
    promise: "Thousands of turns leave nothing in memory",
    file: "test/faults/soak.long.test.ts",
    test: "2,000 turns over 50 threads leave nothing behind in this process",
  },
  {
    promise: "What a late answer opens is closed again",
    file: lateAnswers,
    test: "to %s opens a thread that is left again",
  },
  {
    promise: "A turn that is started by a late answer is ended before its thread is free",
    file: lateAnswers,
    test: "to turn/start names a turn that is ended, and then the thread is free",
  },
  {
    promise: "A goal does not go on behind a client that has closed",
    file: "test/e2e/goals-that-go-on.test.ts",
    test: "is paused when its client closes, and stays so when the thread is resumed",
  },
  // Mistakes of the caller.
  {
    promise: "An argument that can't be right is refused by its name before anything is sent",
    file: "src/codex/arguments.test.ts",
    test: "an argument that can't be right is refused by its name:",
  },
  {
    promise: "Whatever is given for options, it is refused or read, and nothing else is thrown",
    file: "src/codex/arguments.test.ts",
    test: "options that can't be any are refused by",
  },
  {
    promise: "Fields that only a newer server knows can be sent",
    file: "src/codex/codex.test.ts",
    test: "of a newer server are sent as they are with validate: off, slips of the pen are logged",
  },
  // Paths.
  {
    promise: "The program that was checked is the one that runs, whatever cwd is",
    file: "test/e2e/paths.test.ts",
    test: "%s, and a program of that name in cwd is not run",
  },
  {
    promise: "A working folder that was removed matters to relative paths alone",
    file: hosts,
    test: "whose working folder is gone needs it for relative paths alone",
  },
  // Sizes and encodings.
  {
    promise: "Any chunking of the bytes gives the same messages",
    file: jsonLines,
    test: "gives the same lines",
  },
  {
    promise: "A long line costs time linear in its length",
    file: jsonLines,
    test: "costs work linear in the length of a line",
  },
  {
    promise: "Only a line feed ends a line",
    file: jsonLines,
    test: "is the line feed alone: U+2028, U+2029 and NEL are content",
  },
  {
    promise: "A message over the limit ends the server, and says how to raise it",
    file: "src/transport/stdio-transport.test.ts",
    test: "longer than the limit end the server, with the limit and what to do in the reason",
  },
  {
    promise: "Lone surrogates never leave",
    file: "src/rpc/messages.test.ts",
    test: "keeps every value, but for lone surrogates, which become U+FFFD",
  },
  {
    promise: "No message can crash or hang a client",
    file: "test/faults/fuzz.long.test.ts",
    test: "250,000 mutated messages crash nothing and hang nothing",
  },
  {
    promise: "No depth of nesting can end the host",
    file: oddMessages,
    test: "does no harm as an error's data, which is shown in part",
  },
  {
    promise: "What is wrong in thousands of messages is reported once",
    file: oddMessages,
    test: "is reported once: %s",
  },
  // Security.
  {
    promise: "No config value can become another key",
    file: "test/faults/config-injection.test.ts",
    test: "whatever a config value is, the server reads it as that value of that key and no more",
  },
  {
    promise: "Secrets in config are refused",
    file: "src/options/config-args.test.ts",
    test: "are refused by the name %s, with advice and without the value: %j",
  },
  {
    promise: "What only names a variable, and what is harmless, is not refused in config",
    file: "src/options/config-args.test.ts",
    test: "are not suspected in %j",
  },
  {
    promise: "What is said of a refused secret recommends nothing that is refused",
    file: "src/options/config-args.test.ts",
    test: "are not recommended to be put where they are refused",
  },
  {
    promise: "No argument of the server contains what looks like a secret",
    file: "src/options/refuse-secret-args.test.ts",
    test: "that contains a secret is refused by its number: %s",
  },
  {
    promise: "No secret is in the process list",
    file: secrets,
    test: "is in no argument of the server that runs with it",
  },
  {
    promise: "No shell reads the server's arguments",
    file: serverProcess,
    test: "hands arguments over as they are: no shell reads them",
  },
  {
    promise: "The server gets exactly the environment that it is given",
    file: serverProcess,
    test: "gives the process exactly the environment that was given",
  },
  {
    promise: "Traces show no secret",
    file: "src/diagnostics/trace.test.ts",
    test: "shows no secret, and what the user gets is not changed",
  },
  {
    promise: "Logs show no secret",
    file: "src/diagnostics/trace.test.ts",
    test: "logs show no secret",
  },
  {
    promise: "Errors show no secret",
    file: connectionEnd,
    test: "rejects what was sent and what waits to be, with how the server ended",
  },
  {
    promise: "An error that somebody else has made shows no secret as the cause of one",
    file: connectionEnd,
    test: "has another error as its cause where there is a secret in its %s",
  },
  {
    promise: "Wherever a secret enters, it is shown nowhere",
    file: secrets,
    test: "that the client was given is shown nowhere: not in traces, logs or errors",
  },
  {
    promise: "Which names hold secrets is decided in one place, the protocol's names included",
    file: "src/diagnostics/secret-names.test.ts",
    test: "of the protocol's text fields no others are taken for secrets than those known here",
  },
  {
    promise: "No secret is forgotten, however many there are",
    file: "src/diagnostics/redactor.test.ts",
    test: "let no text pass once there are more than can be remembered",
  },
  {
    promise: "No text can freeze or end the host while it is searched for secrets",
    file: "src/diagnostics/redaction-cost.test.ts",
    test: "is linear in the length of a text that repeats %j",
  },
  {
    promise: "A sentence about authentication is shown as it is",
    file: "src/diagnostics/redactor.test.ts",
    test: "without secrets stays as it is: %s",
  },
  {
    promise: "Decisions are taken on what the server said, not on what is shown of it",
    file: "src/rpc/rpc-error.test.ts",
    test: "do not change what the refusal is taken for",
  },
  {
    promise: "A trace can be replayed, whatever the secrets are",
    file: "src/diagnostics/redactor.test.ts",
    test: "the method and the id of a message stay, whatever the secrets are",
  },
  {
    promise: "No message reaches a prototype",
    file: connection,
    test: "a message can't reach the prototype of anything",
  },
  // Queues and goals.
  {
    promise: "A queued turn survives the server's death, and runs in order, once",
    file: queue,
    test: "survives the death of the server, and goes on in order, each turn once",
  },
  {
    promise: "No turn slips between two queued ones, where it would steer the next",
    file: queue,
    test: "leaves no gap between two of them into which another turn could slip",
  },
  {
    promise: "A queued turn that can't start any more is told so",
    file: queue,
    test: "loses what waits when the thread is deleted, archived or unsubscribed, or the client closes",
  },
  {
    promise: "A goal that is set active holds its thread from the call on",
    file: "test/e2e/goal-control.long.test.ts",
    test: "that is set active takes the thread's turn from the call on",
  },
  {
    promise: "Resuming a thread brings no history unless it is asked for",
    file: "test/e2e/thread-history.test.ts",
    test: "is left out of what resumes, forks and subscribes anew, unless it is asked for",
  },
  {
    promise: "A turn's result names the sub-agents that it set to work, with answer and usage",
    file: "test/e2e/sub-agents.test.ts",
    test: "is an event, and part of the result with its answer and usage",
  },
  // Lost connections.
  {
    promise: "A turn that ends while the connection is cut has its whole result, each item once",
    file: reconnect,
    test: "and ends meanwhile, has its whole result and each item once",
  },
  {
    promise: "A turn whose start was not answered is found, and not started twice",
    file: reconnect,
    test: "whose start was not answered, is found by what the user said",
  },
  {
    promise: "An approval that waits while the connection is cut is asked once",
    file: reconnect,
    test: "is asked once, and its answer, given %s",
  },
  {
    promise: "A thread keeps its approvals and its sandbox when its server is started again",
    file: "test/e2e/restart.test.ts",
    test: "with the thread's approvals, sandbox, handlers and instructions",
  },
  {
    promise: "A token goes to no other machine in plain text",
    file: "src/options/transport-rules.test.ts",
    test: "does not go to %s in plain text",
  },
  {
    promise: "A message that the server would break off at is refused before it is sent",
    file: "test/e2e/sockets.test.ts",
    test: "as long as the server takes is sent, and a longer one is refused before that",
  },
  // Pages.
  {
    promise: "A page that goes away ends no turn",
    file: "src/ui/to-ui-message-stream.test.ts",
    test: "can be left while it waits, and the turn goes on",
  },
  {
    promise: "A page is told why a turn failed without secrets",
    file: "src/ui/to-ui-message-stream.test.ts",
    test: "ends with an error without secrets when the turn fails",
  },
  {
    promise: "An approval takes one answer, and none after its turn",
    file: "test/e2e/ui.long.test.ts",
    test: "is over when its turn is interrupted, and an answer comes too late",
  },
  {
    promise: "A page that is loaded after a turn has the same message as one that has followed it",
    file: "test/e2e/ui-history.long.test.ts",
    test: "has the messages of one that has followed it",
  },
  // Logins.
  {
    promise: "A key of the client's own is stored nowhere, and leaves a stored login alone",
    file: "test/e2e/api-key.test.ts",
    test: "is what the model gets; a stored login is left alone (experimental API: %j)",
  },
  {
    promise: "A key of the client's own is shown nowhere",
    file: "test/e2e/api-key.test.ts",
    test: "stands in no trace, no log, no error and no argument",
  },
  {
    promise: "A missing login is told at the first answer that says so",
    file: notLoggedIn,
    test: "a turn that %s says what is missing, and the thread goes on after a login",
  },
  {
    promise: "A provider's refusal of its own key is not taken for a missing login",
    file: notLoggedIn,
    test: "fails with what the provider says when that refuses it",
  },
  // A conversation outlives its machine.
  {
    promise: "A stored thread goes on on another machine with all that the model has seen",
    file: "test/e2e/thread-store.long.test.ts",
    test: "goes on on another machine by its id, with its history, its name and its folder",
  },
  {
    promise: "A thread has one writer: the turn of whoever lost it is ended, and nothing is mixed",
    file: "test/e2e/thread-store.writers.long.test.ts",
    test: "the last to resume it has it, and the turn of the other is ended with that reason",
  },
  {
    promise: "A store that fails slows no turn down, and gets everything later",
    file: threadStoreFailures,
    test: "fails slows no turn down, is told of by saved(), and gets everything later",
  },
  {
    promise: "A store that hangs is given up in time, also by close()",
    file: threadStoreFailures,
    test: "hangs is given up after timeouts.storeMs, also when the client is closed",
  },
  {
    promise: "What is stored can write nothing but conversations in the CODEX_HOME",
    file: "test/e2e/thread-store.paths.long.test.ts",
    test: "is refused before anything is written: %j",
  },
];
