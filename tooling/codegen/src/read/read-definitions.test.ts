import { expect, test } from "vitest";
import { flattenBundle, readDefinitions } from "./read-definitions.js";
import type { SchemaNode } from "./read-shape.js";

const bundle = (
  root: Record<string, SchemaNode>,
  v2: Record<string, SchemaNode>,
): Map<string, SchemaNode> => flattenBundle({ definitions: { ...root, v2 } as never });

test("both namespaces become one, and what is in both may differ in its title only", () => {
  const nodes = bundle(
    { Id: { type: "string", title: "Id" }, A: { type: "number" } },
    { Id: { type: "string" }, B: { type: "boolean" } },
  );
  expect([...readDefinitions(nodes).keys()]).toEqual(["A", "B", "Id"]);
});

test("a name with two meanings is refused", () => {
  const collide = (): Map<string, SchemaNode> =>
    bundle({ Id: { type: "string" } }, { Id: { type: "number" } });
  expect(collide).toThrow("Name collision: Id");
});

test("a reference to nothing is refused", () => {
  const nodes = bundle({ A: { $ref: "#/definitions/v2/Gone" } }, {});
  expect(() => readDefinitions(nodes)).toThrow("A refers to Gone");
});

test("a recursive type is refused, with the way round", () => {
  const nodes = bundle(
    { A: { $ref: "#/definitions/B" }, B: { type: "array", items: { $ref: "#/definitions/A" } } },
    {},
  );
  expect(() => readDefinitions(nodes)).toThrow("A -> B -> A");
});
