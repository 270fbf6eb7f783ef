/** Where a worker runs. */
export interface Place {
  readonly name: string;
  /** Where it finds Redis. */
  readonly redisUrl: string;
  /** Where it finds the model. */
  readonly modelUrl: string;
  /** The program and the arguments that run these of Node there. */
  command(nodeArguments: readonly string[]): [string, ...string[]];
  /** Cuts it off from Redis and from the model, which nobody is told. */
  cut(): void;
  /** Connects it again. */
  mend(): void;
}

/** What the places are to reach. */
export interface Reached {
  readonly redisPort: number;
  /** The port of the stand-in model on 127.0.0.1. */
  readonly modelPort: number;
}

/** The places of a test and what connects them. It must be disposed of. */
export interface Ground extends AsyncDisposable {
  /** The address that Redis must listen on. */
  readonly host: string;
  /** Makes the places. */
  connect(reached: Reached): Promise<Place[]>;
}
