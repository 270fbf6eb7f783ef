import type { ToolVersions } from "../install-tool.js";
import { documentedCommand, documentedFile } from "./deploying-guide.js";

export type BundleFormat = "esm" | "cjs";

/** An app bundled by one tool in one format. */
export interface Bundle {
  tool: string;
  format: BundleFormat | "executable";
  /** What is built into. */
  folder: string;
  /** The file to run, below the folder. */
  main: string;
  /** Files that the build needs. */
  files: Readonly<Record<string, string>>;
  /** A line for the shell, with the tools in PATH. */
  build: string;
}

export const bundlers: ToolVersions = {
  esbuild: "0.28.2",
  rollup: "4.68.8",
  "@rollup/plugin-node-resolve": "16.0.3",
  "@rollup/plugin-commonjs": "29.0.3",
  "@rollup/plugin-json": "6.1.0",
  vite: "8.3.8",
  webpack: "5.112.2",
  "webpack-5.104": "npm:webpack@5.104.1",
  "webpack-5.90": "npm:webpack@5.90.3",
  "@rspack/core": "2.3.3",
  "@vercel/ncc": "0.45.0",
};

export const nextTools: ToolVersions = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" };

/** Builds an app with the API of webpack, which rspack has too. */
const webpackProgram = `
import { createRequire } from "node:module";
import { resolve } from "node:path";
const [, , tool, configFile, folder] = process.argv;
const { default: config } = await import(configFile);
const loaded = createRequire(import.meta.url)(tool);
const run = loaded.rspack ?? loaded;
run({ ...config, output: { ...config.output, path: resolve(folder) } }, (error, stats) => {
  const { errors = [], warnings = [] } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
  for (const { message } of [...errors, ...warnings]) console.error(message);
  if (error) console.error(error);
  process.exit(error || errors.length > 0 ? 1 : 0);
});
`;

const formats = ["esm", "cjs"] as const;

/** Every bundle that the guide on deploying speaks of, made as it says. */
export const bundles: readonly Bundle[] = [
  ...formats.map(esbuild),
  ...formats.map(rollup),
  ...formats.map(vite),
  ...["webpack", "webpack-5.104", "webpack-5.90", "@rspack/core"].flatMap((tool) =>
    formats.map((format) => webpack(tool, format)),
  ),
  ...formats.map(ncc),
  {
    ...describe("bun", "esm"),
    format: "executable",
    main: "app",
    build: documentedCommand("bun build").replace("dist/", `${folderOf("bun", "esm")}/`),
  },
];

function esbuild(format: BundleFormat): Bundle {
  const bundle = describe("esbuild", format);
  const line = command("npx esbuild").replace("--format=esm", `--format=${format}`);
  return { ...bundle, build: line.replace("dist/app.mjs", `${bundle.folder}/${bundle.main}`) };
}

function rollup(format: BundleFormat): Bundle {
  const bundle = describe("rollup", format);
  const line = command("npx rollup").replace("--dir dist", `--dir ${bundle.folder}`);
  const isCommonJs = format === "cjs";
  const build = isCommonJs
    ? line.replace("--format es", "--format cjs").replaceAll("[name].mjs", "[name].cjs")
    : line;
  return { ...bundle, build };
}

function vite(format: BundleFormat): Bundle {
  const bundle = describe("vite", format);
  const text = documentedFile("vite.config.mjs");
  const config = `vite.${format}.config.mjs`;
  const names = 'format: "cjs", entryFileNames: "app.cjs", chunkFileNames: "[name].cjs"';
  return {
    ...bundle,
    files: {
      [config]: format === "cjs" ? text.replace('entryFileNames: "app.mjs"', names) : text,
    },
    build: `vite build --logLevel error --config ${config} --outDir ${bundle.folder}`,
  };
}

function webpack(tool: string, format: BundleFormat): Bundle {
  const bundle = describe(tool, format);
  const config = `webpack.${format}.config.mjs`;
  const text = documentedFile("webpack.config.mjs");
  return {
    ...bundle,
    files: {
      "webpack-program.mjs": webpackProgram,
      [config]: format === "cjs" ? asCommonJs(text) : text,
    },
    build: `node webpack-program.mjs ${tool} ./${config} ${bundle.folder}`,
  };
}

/** As the guide says: without the lines that have `module` in them. */
function asCommonJs(config: string): string {
  const kept = config.split("\n").filter((line) => !/module/i.test(line));
  return kept.join("\n").replace(/"(app|\[name\])\.mjs"/g, '"$1.cjs"');
}

function ncc(format: BundleFormat): Bundle {
  const bundle = describe("ncc", format);
  const extension = extensionOf(format);
  const line = command("npx ncc").replace("--out dist", `--out ${bundle.folder}`);
  return {
    ...bundle,
    main: `index.${extension}`,
    build: `${line.replace("app.mjs", `app.${extension}`)} --quiet`,
  };
}

function describe(tool: string, format: BundleFormat): Omit<Bundle, "build"> {
  const main = `app.${extensionOf(format)}`;
  return { tool, format, folder: folderOf(tool, format), main, files: {} };
}

function folderOf(tool: string, format: BundleFormat): string {
  return `dist/${tool.replace(/\W+/g, "-")}-${format}`;
}

function extensionOf(format: BundleFormat): "mjs" | "cjs" {
  return format === "esm" ? "mjs" : "cjs";
}

/** The guide's line without npx: the tools are in PATH. */
function command(start: string): string {
  return documentedCommand(start).replace(/^npx /, "");
}
