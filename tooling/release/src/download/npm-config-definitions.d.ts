declare module "@npmcli/config/lib/definitions/index.js" {
  import type Config from "@npmcli/config";

  const npm: Pick<Config.Options, "definitions" | "shorthands" | "flatten">;
  export = npm;
}
