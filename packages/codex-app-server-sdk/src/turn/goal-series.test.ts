import type * as wire from "codex-app-server-sdk/protocol";
import { expect, test } from "vitest";
import { settledAs } from "../../test/model/start-world.js";
import { goalFixture } from "../../test/support/goal-fixture.js";
import { Codex, type TurnHandle } from "../index.js";
import { ScriptedTransport } from "../testing/index.js";
import {
  threadFixture,
  threadStartFixture,
  turnFixture,
} from "../testing/transport/wire-fixtures.js";

const threadId = "00000000-0000-7000-8000-a00000000001";

interface GoalBetweenTurns {
  transport: ScriptedTransport;
  handle: TurnHandle;
  /** Makes the server send these notifications. */
  says: {
    started(id: string): void;
    completed(id: string, status?: wire.TurnStatus): void;
    goal(status: wire.ThreadGoalStatus): void;
  };
}

/** A goal with one completed turn, before its next turn. */
async function goalBetweenTurns(): Promise<GoalBetweenTurns> {
  const transport = new ScriptedTransport();
  const says: GoalBetweenTurns["says"] = {
    started: (id) => transport.notify("turn/started", { threadId, turn: turnFixture({ id }) }),
    completed: (id, status = "completed") =>
      transport.notify("turn/completed", { threadId, turn: turnFixture({ id, status }) }),
    goal: (status) =>
      transport.notify("thread/goal/updated", {
        threadId,
        turnId: null,
        goal: goalFixture(threadId, status),
      }),
  };
  const thread = threadFixture({ id: threadId, cwd: "/work" });
  transport
    .answer("thread/start", threadStartFixture(thread))
    .answer("thread/goal/clear", { cleared: false })
    .answer("thread/goal/set", ({ status }, call) => {
      call.result({ goal: goalFixture(threadId, status ?? "active") });
      says.goal(status ?? "active");
      if (status === "active") says.started("first");
    })
    .answer("turn/interrupt", (_, call) =>
      call.error({ code: -32600, message: "no active turn to interrupt" }),
    );
  const codex = new Codex({ transport });
  const handle = await (await codex.threadStart()).startGoal("Count");
  says.completed("first");
  return { transport, handle, says };
}

test("a goal paused between two turns ends as interrupted", async () => {
  const { handle } = await goalBetweenTurns();

  await handle.interrupt();

  expect(await handle.run()).toMatchObject({ id: "first", status: "interrupted" });
});

test("a turn that starts just after the pause is interrupted too, and is part of the goal", async () => {
  const { transport, handle, says } = await goalBetweenTurns();
  const interrupting = handle.interrupt();
  await transport.nextSent("turn/interrupt");
  transport.answer("turn/interrupt", ({ turnId }, call) => {
    call.result({});
    says.completed(turnId, "interrupted");
  });

  says.started("latecomer");

  expect((await transport.nextSent("turn/interrupt")).params).toMatchObject({
    turnId: "latecomer",
  });
  await interrupting;
  expect(await handle.run()).toMatchObject({ id: "first", status: "interrupted" });
});

test("a turn that somebody else interrupts does not end a goal that is still active", async () => {
  const { handle, says } = await goalBetweenTurns();
  says.started("second");
  says.completed("second", "interrupted");

  says.started("third");
  says.goal("complete");
  says.completed("third");

  expect(await handle.run()).toMatchObject({ id: "first", status: "completed" });
});

test("a goal paused after such a turn may be followed by another one, which is part of it", async () => {
  const { handle, says } = await goalBetweenTurns();
  says.started("second");
  says.completed("second", "interrupted");
  says.goal("paused");

  says.started("latecomer");
  expect(await settledAs(handle.run())).toBe("pending");
  says.completed("latecomer", "failed");

  expect(await handle.run()).toMatchObject({ id: "first", status: "interrupted" });
});

test("a goal that the server has blocked because its turn failed stays so", async () => {
  const { transport, handle, says } = await goalBetweenTurns();
  says.started("second");
  says.goal("blocked");
  says.completed("second", "failed");

  expect((await handle.run()).status).toBe("failed");
  await handle.interrupt();

  const statuses = transport.sent.filter(({ method }) => method === "thread/goal/set");
  expect(statuses).toMatchObject([{ params: { status: "active" } }]);
});

test("input given between two turns goes to the next one", async () => {
  const { transport, handle, says } = await goalBetweenTurns();
  transport.answer("turn/steer", ({ expectedTurnId }, call) =>
    expectedTurnId === "second"
      ? call.result({ turnId: expectedTurnId })
      : call.error({ code: -32600, message: "no active turn to steer" }),
  );
  const steering = handle.steer("hurry");
  await transport.nextSent("turn/steer");

  says.started("second");

  await steering;
  expect(transport.sent.at(-1)?.params).toMatchObject({ expectedTurnId: "second" });
});

test("a request that names the turn before is sent again for the one that runs", async () => {
  const { transport, handle } = await goalBetweenTurns();
  transport.answer("turn/steer", ({ expectedTurnId }, call) =>
    expectedTurnId === "second"
      ? call.result({ turnId: expectedTurnId })
      : call.error({
          code: -32600,
          message: "expected active turn id `first` but found `second`",
        }),
  );

  await handle.steer("hurry");

  expect(transport.sent.at(-1)?.params).toMatchObject({ expectedTurnId: "second" });
});

test("input for a goal that ends meanwhile is refused in the server's words", async () => {
  const { transport, handle, says } = await goalBetweenTurns();
  transport.answer("turn/steer", (_, call) =>
    call.error({ code: -32600, message: "no active turn to steer" }),
  );
  const steering = handle.steer("hurry");
  await transport.nextSent("turn/steer");

  says.goal("complete");

  await expect(steering).rejects.toThrow("no active turn to steer");
  expect((await handle.run()).status).toBe("completed");
});
