import { createTestHome, type TestHome } from "codex-app-server-sdk/testing";
import type { Place } from "./ground.js";
import { WorkerProcess } from "./worker-process.js";
import type { WorkerTask } from "./worker-task.js";

type Task = Omit<WorkerTask, "redisUrl" | "codex">;

interface Post {
  readonly home: TestHome;
  readonly worker: WorkerProcess;
  /** Whether it has been told to end. */
  isLeaving: boolean;
}

/** How workers end. */
const endings = { kill: "SIGKILL", stop: 0, "kill its server": 1 } as const;

/** A worker at each place: one that has ended is replaced. It must be disposed of. */
export class Crew implements AsyncDisposable {
  readonly places: readonly Place[];
  /** What workers have said that ended though nobody had told them to. */
  readonly deserted: string[] = [];
  readonly #task: Task;
  readonly #posts = new Map<number, Post>();
  readonly #homes: TestHome[] = [];

  private constructor(places: readonly Place[], task: Task) {
    this.places = places;
    this.#task = task;
  }

  static async start(places: readonly Place[], task: Task): Promise<Crew> {
    const crew = new Crew(places, task);
    await Promise.all([...places.keys()].map((place) => crew.#staff(place)));
    return crew;
  }

  get workers(): WorkerProcess[] {
    return [...this.#posts.values()].map(({ worker }) => worker);
  }

  workerAt(place: number): WorkerProcess {
    return this.#postAt(place).worker;
  }

  /**
   * Ends a worker and starts another one, in the same home or in an empty one, as on another
   * machine. Resolves with whether there was what is to be ended. Rejects when the worker does not
   * end as it should, or leaves something behind.
   */
  async replace(
    place: number,
    how: keyof typeof endings,
    home: "same" | "empty",
  ): Promise<boolean> {
    const post = this.#postAt(place);
    await post.worker.ready;
    // One that has ended by itself is being replaced; the server is started with the first thread.
    const isMissing = how === "kill its server" && post.worker.servers.length === 0;
    if (post.worker.hasEnded || isMissing) return false;
    post.isLeaving = true;
    const ended = await post.worker.end(how);
    if (ended !== endings[how]) {
      throw new Error(
        `After "${how}" a worker ended with ${ended}: ${post.worker.said.join("\n")}`,
      );
    }
    await this.#staff(place, home === "same" ? post.home : undefined);
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const posts = [...this.#posts.values()];
    for (const post of posts) post.isLeaving = true;
    await Promise.all(posts.map(({ worker }) => worker.remove()));
    await Promise.all(this.#homes.map((home) => home.dispose()));
  }

  #postAt(place: number): Post {
    const post = this.#posts.get(place);
    if (!post) throw new Error(`There is no place ${place}.`);
    return post;
  }

  async #staff(place: number, oldHome?: TestHome): Promise<void> {
    const at = this.places[place];
    if (!at) throw new Error(`There is no place ${place}.`);
    const home = oldHome ?? (await this.#makeHome(at));
    const post = { home, worker: new WorkerProcess(at, home, this.#task), isLeaving: false };
    this.#posts.set(place, post);
    void this.#replaceDeserter(place, post);
    await post.worker.ready;
  }

  async #makeHome({ modelUrl }: Place): Promise<TestHome> {
    // As often as Codex does by default: who is cut off from the model is so for a while only.
    const provider = { requestMaxRetries: 4, streamMaxRetries: 5 };
    const home = await createTestHome({ responses: { baseUrl: modelUrl }, provider });
    this.#homes.push(home);
    return home;
  }

  async #replaceDeserter(place: number, post: Post): Promise<void> {
    const ended = await post.worker.ended;
    if (post.isLeaving) return;
    this.deserted.push(`${ended}: ${post.worker.said.slice(-5).join("\n")}`);
    await this.#staff(place);
  }
}
