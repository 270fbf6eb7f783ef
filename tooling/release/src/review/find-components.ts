import { ToolError } from "../tool-error.js";
import { type Component, components } from "./components.js";

/**
 * The components that a tree contains, in the order of the table. Throws if a file belongs to none,
 * or if licence texts that the tree should contain are missing.
 */
export function findComponents(paths: readonly string[]): Component[] {
  const owners = new Map(paths.map((path) => [path, findOwner(path)]));
  const orphans = paths.filter((path) => owners.get(path) === undefined);
  if (orphans.length > 0) {
    throw new ToolError(
      "check",
      `No licence is known for ${orphans.join(", ")}. ` +
        "Add the component they belong to, with its licence texts, to components.ts.",
    );
  }
  const held = components.filter((component) => [...owners.values()].includes(component));
  for (const component of held) checkTreeTexts(component, new Set(paths));
  return held;
}

/** The component that a file of a tree belongs to; undefined if it belongs to none. */
export function findOwner(path: string): Component | undefined {
  const matches = components.flatMap((component) =>
    component.paths
      .filter((start) => path.startsWith(start))
      .map(({ length }) => ({ component, length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.component;
}

function checkTreeTexts({ name, texts }: Component, paths: ReadonlySet<string>): void {
  const missing = texts.filter((text) => text.in === "tree" && !paths.has(text.file));
  if (missing.length === 0) return;
  const files = missing.map(({ file }) => file).join(", ");
  throw new ToolError(
    "check",
    `The tree holds ${name} without its licence texts: ${files} missing`,
  );
}
