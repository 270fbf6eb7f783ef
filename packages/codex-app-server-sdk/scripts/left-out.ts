import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

const leftOutModules = /^zod-to-json-schema$|\/(?:ajv-provider|locales\/index)\.js$/;

/**
 * Leaves out what `@modelcontextprotocol/sdk` brings along and nothing here uses, which would be
 * more than half of the MCP server: its validator of the answers to forms, its converter of the
 * schemas of zod 3, and zod's messages in other languages.
 */
export const leftOut: Plugin = {
  name: "left-out",
  setup({ onLoad, onResolve }): void {
    const namespace = "left-out";
    onResolve({ filter: leftOutModules }, ({ path }) => {
      return { path, namespace };
    });
    onLoad({ filter: /.*/, namespace }, () => ({
      contents: "export class AjvJsonSchemaValidator {}; export function zodToJsonSchema() {}",
    }));
  },
};
