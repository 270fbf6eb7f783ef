import { OptionsError } from "../errors/index.js";
import type { ServerCommand } from "./server-command.js";

/** A part of a command that counts towards the system's limits. */
interface Part {
  /** The option that it came from. */
  name: string;
  bytes: number;
  remedy: string;
}

const configRemedy =
  "Put it into config.toml in codexHome, or give it to each thread: threadStart({ config }).";

/**
 * The error for a command line or an environment that the system does not take. It names the
 * longest part: most systems also limit each part, Linux to 128 KiB.
 */
export function explainTooLong(command: ServerCommand, cause: Error): OptionsError {
  const parts = [...argumentParts(command.args), ...variableParts(command.env)];
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const longest = parts.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  return new OptionsError(
    `${longest.name} is too long for a command line (${longest.bytes} bytes of ${all} for arguments and environment together). ${longest.remedy}`,
    { cause },
  );
}

function argumentParts(args: readonly string[]): Part[] {
  return args.map((text, index) => {
    const bytes = Buffer.byteLength(text);
    if (args[index - 1] !== "-c") {
      return { name: `the argument ${nameIn(text)}`, bytes, remedy: "Shorten launchArgs." };
    }
    return { name: `config ${text.split("=", 1)[0]}`, bytes, remedy: configRemedy };
  });
}

function variableParts(env: Record<string, string>): Part[] {
  return Object.entries(env).map(([name, value]) => ({
    name: `the environment variable ${name}`,
    bytes: Buffer.byteLength(`${name}=${value}`),
    remedy: "Shorten it, or leave it out: env with the value undefined.",
  }));
}

/** The option that an argument begins with; its value may be a secret. */
function nameIn(argument: string): string {
  const [name = ""] = argument.split("=", 1);
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}
