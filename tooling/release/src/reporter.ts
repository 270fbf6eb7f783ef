/** Shows users the progress of a command. It is not for results and never parsed. */
export interface Reporter {
  /** Reports a finished step. */
  step(message: string): void;
  warn(message: string): void;
  /** Starts a long step of `total` bytes or other units; `Progress.done` ends it. */
  progress(label: string, total: number): Progress;
}

export interface Progress {
  /** Sets the amount done so far. */
  at(amount: number): void;
  done(): void;
}

interface Sink {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const clearLine = "\r\u001b[K";

/** A reporter that shows nothing. */
export const silentReporter: Reporter = {
  step(): void {},
  warn(): void {},
  progress(): Progress {
    return { at(): void {}, done(): void {} };
  },
};

/**
 * A reporter that writes to `sink`: a progress bar on a terminal, otherwise a line for every tenth.
 */
export function createReporter(sink: Sink): Reporter {
  const start = sink.isTTY ? clearLine : "";
  return {
    step(message): void {
      sink.write(`${start}${message}\n`);
    },
    warn(message): void {
      sink.write(`${start}warning: ${message}\n`);
    },
    progress(label, total): Progress {
      const task = { label, total };
      return sink.isTTY ? new ProgressBar(sink, task) : new ProgressLines(sink, task);
    },
  };
}

interface Task {
  label: string;
  total: number;
}

class ProgressBar implements Progress {
  readonly #sink: Sink;
  readonly #task: Task;
  #shown = -1;

  constructor(sink: Sink, task: Task) {
    this.#sink = sink;
    this.#task = task;
  }

  at(amount: number): void {
    const percent = percentOf(amount, this.#task);
    if (percent === this.#shown) return;
    this.#shown = percent;
    const width = 24;
    const filled = Math.round((percent / 100) * width);
    const bar = "#".repeat(filled) + " ".repeat(width - filled);
    const text = `${this.#task.label} [${bar}] ${percent}%`;
    this.#sink.write(`${clearLine}${text.slice(0, (this.#sink.columns ?? 80) - 1)}`);
  }

  done(): void {
    this.#sink.write(clearLine);
  }
}

class ProgressLines implements Progress {
  readonly #sink: Sink;
  readonly #task: Task;
  #shown = 0;

  constructor(sink: Sink, task: Task) {
    this.#sink = sink;
    this.#task = task;
  }

  at(amount: number): void {
    const percent = Math.floor(percentOf(amount, this.#task) / 10) * 10;
    if (percent <= this.#shown) return;
    this.#shown = percent;
    this.#sink.write(`${this.#task.label} ${percent}%\n`);
  }

  done(): void {}
}

function percentOf(amount: number, { total }: Task): number {
  return total > 0 ? Math.min(100, Math.floor((amount / total) * 100)) : 0;
}
