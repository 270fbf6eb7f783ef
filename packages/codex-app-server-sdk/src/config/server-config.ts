import type * as wire from "codex-app-server-sdk/protocol";
import type {
  ConfigReadOptions,
  ConfigWriteAllOptions,
  ConfigWriteOptions,
} from "../options/server-options.js";
import type { UseSession } from "../session/use-session.js";

/** The server's settings, as config.toml and its other layers give them: `codex.config`. */
export class ServerConfig {
  readonly #use: UseSession;

  private constructor(use: UseSession) {
    this.#use = use;
  }

  /** @internal */
  static of(use: UseSession): ServerConfig {
    return new ServerConfig(use);
  }

  /**
   * Reads the settings that are in effect, for the server's working folder or `cwd`, and where each
   * comes from. With `includeLayers` also each layer by itself, with its `version`.
   */
  async read(options?: ConfigReadOptions): Promise<wire.ConfigReadResponse> {
    return this.#use((session) => session.ask("config/read", options));
  }

  /**
   * Writes one setting into the user's config.toml. With `expectedVersion` it rejects with a
   * `ConfigConflictError`, and writes nothing, when the file is no longer what it was in that
   * version. Rejects with `InvalidRequestError` for a value that the setting can't have.
   */
  async write(options: ConfigWriteOptions): Promise<wire.ConfigWriteResponse> {
    return this.#use((session) => session.ask("config/value/write", options));
  }

  /** Writes several settings at once: all or none of them. Otherwise as `write()`. */
  async writeAll(options: ConfigWriteAllOptions): Promise<wire.ConfigWriteResponse> {
    return this.#use((session) => session.ask("config/batchWrite", options));
  }
}
