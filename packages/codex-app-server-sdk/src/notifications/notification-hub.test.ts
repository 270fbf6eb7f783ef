import type * as wire from "codex-app-server-sdk/protocol";
import { expect, test } from "vitest";
import { NotificationHub } from "./notification-hub.js";

function publish(hub: NotificationHub, message: string): void {
  const notification = { method: "warning", params: { threadId: null, message } };
  hub.publish(notification as wire.ServerNotification, 1);
}

test("a listener that is taken off hears nothing more, and takes no later one with it", () => {
  const hub = new NotificationHub({ maxBufferedNotifications: 0, maxBufferedBytes: 0 });
  const heard: string[] = [];
  const listen = (name: string): (() => void) =>
    hub.listen("warning", ({ message }) => heard.push(`${name}: ${message}`));
  const stop = listen("first");
  publish(hub, "1");

  stop();
  publish(hub, "2");
  listen("second");
  stop();
  publish(hub, "3");

  expect(heard).toEqual(["first: 1", "second: 3"]);
});
