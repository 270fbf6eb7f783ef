import { execFile } from "node:child_process";
import { chmod, chown, cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

export interface Instruction {
  name: string;
  args: string;
}

export interface DockerfileRun {
  /** A folder for the file systems of the stages. */
  root: string;
  /** The folder that a stage copies from by default. */
  context: string;
  env: NodeJS.ProcessEnv;
}

/** The user and group that `USER` stands for. */
const plainUser = 65_534;

interface Stage {
  folder: string;
  workdir: string;
  env: NodeJS.ProcessEnv;
  isPlainUser: boolean;
}

/**
 * Does what a Dockerfile says, with a folder in place of each image, and resolves with what `CMD`
 * prints. Needs no Docker; only root can change to the plain user.
 */
export async function runDockerfile(
  instructions: readonly Instruction[],
  { root, context, env }: DockerfileRun,
): Promise<string> {
  const stages: Stage[] = [];
  let output = "";
  for (const { name, args } of instructions) {
    const stage = stages.at(-1);
    if (name === "FROM") {
      stages.push(await newStage(join(root, `stage-${stages.length}`), env));
    } else if (stage === undefined) {
      throw new Error(`${name} stands before FROM`);
    } else if (name === "COPY") {
      await copy(args, { stage, source: args.startsWith("--from=") ? stages[0]?.folder : context });
    } else {
      output = await carryOut({ name, args }, stage);
    }
  }
  return output;
}

async function newStage(folder: string, env: NodeJS.ProcessEnv): Promise<Stage> {
  const home = join(folder, "home", "node");
  await mkdir(home, { recursive: true });
  if (canChangeUser()) await chown(home, plainUser, plainUser);
  for (const path of [dirname(folder), folder, dirname(home)]) await chmod(path, 0o755);
  return { folder, workdir: folder, env: { ...env, HOME: home }, isPlainUser: false };
}

async function copy(
  args: string,
  { stage, source = "" }: { stage: Stage; source: string | undefined },
): Promise<void> {
  const paths = args.split(" ").filter((path) => !path.startsWith("--from="));
  const target = paths.pop() ?? "";
  for (const path of paths) {
    const to = target.endsWith("/") ? join(target, path) : target;
    await cp(join(source, path), join(stage.workdir, to), { recursive: true });
  }
}

async function carryOut({ name, args }: Instruction, stage: Stage): Promise<string> {
  switch (name) {
    case "WORKDIR":
      stage.workdir = join(stage.folder, args);
      await mkdir(stage.workdir);
      return "";
    case "USER":
      stage.isPlainUser = canChangeUser();
      return "";
    case "ENV": {
      const [variable = "", value = ""] = args.split("=");
      stage.env = { ...stage.env, [variable]: inside(stage, value) };
      return "";
    }
    case "RUN":
      return run(["sh", "-c", inside(stage, args)], stage);
    case "CMD":
      return run(JSON.parse(args) as string[], stage);
    default:
      throw new Error(`The instruction ${name} is not known`);
  }
}

/** The homes of an image are in the stage's folder. */
function inside({ folder }: Stage, text: string): string {
  return text.replaceAll("/home/", `${folder}/home/`);
}

async function run([command = "", ...args]: readonly string[], stage: Stage): Promise<string> {
  const user = stage.isPlainUser ? { uid: plainUser, gid: plainUser } : {};
  const options = { cwd: stage.workdir, env: stage.env, ...user };
  return (await promisify(execFile)(command, args, options)).stdout;
}

function canChangeUser(): boolean {
  return process.getuid?.() === 0;
}
