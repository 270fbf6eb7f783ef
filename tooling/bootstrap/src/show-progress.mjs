const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 100;
const reminderMs = 15_000;

/** @typedef {{ isTTY?: boolean, write(text: string): unknown }} Output */

/**
 * Does `work` and shows that it is running: with a spinner on a terminal, with lines elsewhere.
 * Writes to stderr, so that stdout has only the command's own output.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {{ out?: Output }} [options]
 * @returns {Promise<T>}
 */
export async function showProgress(title, work, { out = process.stderr } = {}) {
  const time = new Stopwatch();
  const display = out.isTTY ? new Spinner(title, out, time) : new Reminder(title, out, time);
  try {
    const result = await work();
    display.stop();
    out.write(`${title}: done in ${time.seconds.toFixed(1)} s\n`);
    return result;
  } catch (error) {
    display.stop();
    out.write(`${title}: failed after ${time.seconds.toFixed(1)} s\n`);
    throw error;
  }
}

class Stopwatch {
  #started = performance.now();

  /** @returns {number} since it was made */
  get seconds() {
    return (performance.now() - this.#started) / 1000;
  }
}

/** Shows a spinner on one line, and clears the line at the end. */
class Spinner {
  #title;
  #out;
  #time;
  #timer;
  #turn = 0;

  /**
   * @param {string} title
   * @param {Output} out
   * @param {Stopwatch} time
   */
  constructor(title, out, time) {
    this.#title = title;
    this.#out = out;
    this.#time = time;
    this.#timer = setInterval(() => this.#draw(), frameMs);
  }

  stop() {
    clearInterval(this.#timer);
    this.#out.write("\r\x1b[K");
  }

  #draw() {
    const frame = frames[this.#turn++ % frames.length];
    this.#out.write(`\r\x1b[K${frame} ${this.#title} ${this.#time.seconds.toFixed(0)} s`);
  }
}

/** Writes a line at the start, then one every 15 seconds. */
class Reminder {
  #timer;

  /**
   * @param {string} title
   * @param {Output} out
   * @param {Stopwatch} time
   */
  constructor(title, out, time) {
    out.write(`${title} …\n`);
    this.#timer = setInterval(() => {
      out.write(`${title}: still going after ${time.seconds.toFixed(0)} s\n`);
    }, reminderMs);
  }

  stop() {
    clearInterval(this.#timer);
  }
}
