const { transformSync } = require("esbuild");

/** Compiles a TypeScript file to CommonJS for this Node. */
exports.process = (code) =>
  transformSync(code, { loader: "ts", format: "cjs", target: "node20", sourcemap: "inline" });
