import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Project } from "../project.js";
import { runProgram } from "../run-program.js";

/** What an unrelated project has, in which a fix may be typed. */
const files: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "bystander", "private": true }\n',
  "package-lock.json": '{ "name": "bystander", "lockfileVersion": 3, "packages": {} }\n',
  "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
  "yarn.lock": "",
  "bun.lock": "{}\n",
  "node_modules/kept/package.json": '{ "name": "kept", "version": "1.0.0" }\n',
};

/** An unrelated project, with a PATH that leads to the package managers. */
export class Bystander {
  readonly #folder: string;
  readonly #bin: string;

  private constructor(root: string) {
    this.#folder = join(root, "bystander");
    this.#bin = join(root, "bin");
  }

  static async create(root: string): Promise<Bystander> {
    const bystander = new Bystander(root);
    for (const [name, text] of Object.entries(files)) {
      const file = join(bystander.#folder, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    return bystander;
  }

  /** Runs a command here, with the program of a project's package manager. */
  async run(command: string, project: Project): Promise<{ code: number; output: string }> {
    await this.#installProgram(project);
    const PATH = [this.#bin, project.env.PATH ?? process.env.PATH].join(delimiter);
    const env = { ...project.env, PATH };
    const ran = await runProgram(["sh", "-c", command], { cwd: this.#folder, env });
    return { code: ran.code, output: ran.stdout + ran.stderr };
  }

  /** What was changed here; an empty list if nothing was. */
  async changes(): Promise<string[]> {
    const found = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    const names = found
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.#folder.length + 1));
    const surplus = names.filter((name) => !Object.hasOwn(files, name));
    const changed = await Promise.all(
      Object.entries(files).map(async ([name, text]) => {
        const isSame =
          names.includes(name) && (await readFile(join(this.#folder, name), "utf8")) === text;
        return isSame ? [] : [name];
      }),
    );
    return [...surplus, ...changed.flat()];
  }

  /** npm itself is on PATH. */
  async #installProgram({ manager, start }: Project): Promise<void> {
    const name = manager.id.split(" ")[0] ?? "";
    if (name === "npm") return;
    const words = start.map((word) => `'${word}'`).join(" ");
    await mkdir(this.#bin, { recursive: true });
    await writeFile(join(this.#bin, name), `#!/bin/sh\nexec ${words} "$@"\n`);
    await chmod(join(this.#bin, name), 0o755);
  }
}
