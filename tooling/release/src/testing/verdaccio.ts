import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** A registry on this machine that nobody here wrote, with one user. */
export class Verdaccio implements AsyncDisposable {
  readonly #server: Server;
  readonly #folder: string;
  /** The registry's URL; ends in a slash. */
  readonly url: string;
  /** The line of npm's configuration that lets its user publish. */
  readonly npmrc: string;

  private constructor(server: Server, folder: string, token: string) {
    this.#server = server;
    this.#folder = folder;
    this.url = addressOf(server);
    this.npmrc = `${this.url.slice("http:".length)}:_authToken=${token}\n`;
  }

  static async start(): Promise<Verdaccio> {
    const folder = await mkdtemp(join(tmpdir(), "verdaccio-"));
    const server = (await runServer(configuration(folder))) as Server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Verdaccio(server, folder, await addUser(addressOf(server), "maintainer"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Returns the new user's token. */
async function addUser(registry: string, name: string): Promise<string> {
  const response = await fetch(`${registry}-/user/org.couchdb.user:${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: "a long password" }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}

/** Nothing is fetched from elsewhere: it has no uplinks. */
function configuration(folder: string): object {
  return {
    self_path: folder,
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd"), max_users: 1 } },
    uplinks: {},
    packages: { "**": { access: "$all", publish: "$authenticated" } },
    max_body_size: "400mb",
    web: { enable: false },
    log: { type: "stdout", format: "json", level: "fatal" },
  };
}
