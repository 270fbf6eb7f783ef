/** The program of a server, and where it runs. */
export interface ServerCommand {
  command: string;
  args: readonly string[];
  cwd?: string | undefined;
  env: Record<string, string>;
}
