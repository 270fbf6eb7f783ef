/** Where a command tells people how far it is. Results go elsewhere: this is never parsed. */
export interface Reporter {
  /** One finished step. */
  step: (message: string) => void;
  warn: (message: string) => void;
  /** Starts a long step of `total` bytes or other units; `done` ends it. */
  progress: (label: string, total: number) => Progress;
}

export interface Progress {
  /** Sets how much is done so far. */
  at: (amount: number) => void;
  done: () => void;
}

interface Sink {
  write: (text: string) => unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Writes to `sink`: a bar on a terminal, otherwise a plain line per tenth. */
export function createReporter(sink: Sink): Reporter {
  const start = sink.isTTY ? clearLine : "";
  return {
    step: (message) => void sink.write(`${start}${message}\n`),
    warn: (message) => void sink.write(`${start}warning: ${message}\n`),
    progress: (label, total) => (sink.isTTY ? bar(sink, label, total) : lines(sink, label, total)),
  };
}

const clearLine = "\r\u001b[K";

/** A reporter that says nothing. */
export const silentReporter: Reporter = {
  step: () => {},
  warn: () => {},
  progress: () => ({ at: () => {}, done: () => {} }),
};

function bar(sink: Sink, label: string, total: number): Progress {
  const width = 24;
  let shown = -1;
  const draw = (percent: number) => {
    if (percent === shown) return;
    shown = percent;
    const filled = Math.round((percent / 100) * width);
    const text = `${label} [${"#".repeat(filled)}${" ".repeat(width - filled)}] ${percent}%`;
    sink.write(`${clearLine}${text.slice(0, (sink.columns ?? 80) - 1)}`);
  };
  return {
    at: (amount) => draw(percentOf(amount, total)),
    done: () => void sink.write(clearLine),
  };
}

function lines(sink: Sink, label: string, total: number): Progress {
  let shown = 0;
  return {
    at: (amount) => {
      const percent = Math.floor(percentOf(amount, total) / 10) * 10;
      if (percent <= shown) return;
      shown = percent;
      sink.write(`${label} ${percent}%\n`);
    },
    done: () => {},
  };
}

function percentOf(amount: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((amount / total) * 100)) : 0;
}
