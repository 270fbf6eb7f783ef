import { expect, test } from "vitest";
import { nearestOf } from "./nearest-of.js";

const names = ["model", "modelProvider", "cwd", "sandboxPolicy", "sandbox", "approvalMode"];

test.each([
  ["modle", "model"],
  ["Model", "model"],
  ["model_provider", "modelProvider"],
  ["sandBox", "sandbox"],
  ["approval_mode", "approvalMode"],
  ["approvalmod", "approvalMode"],
])("%s is most similar to %s", (written, name) => {
  expect(nearestOf(written, names)).toBe(name);
});

test.each(["temperature", "xy", ""])("nothing is similar to %j", (written) => {
  expect(nearestOf(written, names)).toBeUndefined();
});
