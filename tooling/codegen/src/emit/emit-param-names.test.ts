import { expect, test } from "vitest";
import { readDefinitions } from "../read/read-definitions.js";
import type { Methods } from "../read/read-methods.js";
import type { SchemaNode } from "../read/read-shape.js";
import { emitParamNames } from "./emit-param-names.js";

const params: SchemaNode = {
  type: "object",
  properties: { model: { type: "string" }, anything: {}, cwd: { type: "string" } },
  required: ["model"],
};
const protocol = {
  definitions: readDefinitions(
    new Map(Object.entries({ StartParams: params, Text: { type: "string" } })),
  ),
  methods: {
    clientRequests: [
      { name: "x/start", params: "StartParams", result: "R", paramsOptional: false },
      { name: "x/text", params: "Text", result: "R", paramsOptional: false },
      { name: "x/stop", result: "R", paramsOptional: false },
    ],
    serverRequests: [],
    serverNotifications: [],
    clientNotifications: [],
  } satisfies Methods,
};

test("names every param, those of any type included", () => {
  expect(emitParamNames(protocol, ["x/start"])).toContain('"x/start":\n    "anything cwd model",');
});

test.each(["x/gone", "x/stop", "x/text"])("refuses %s, which takes no object", (name) => {
  expect(() => emitParamNames(protocol, [name])).toThrow(`${name}: no method`);
});
