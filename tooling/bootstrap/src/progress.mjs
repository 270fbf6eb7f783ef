const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 100;
const reminderMs = 15_000;

/** @typedef {{ isTTY?: boolean, write(text: string): unknown }} Output */

/**
 * Does `work` and shows that it goes on: a spinner on a terminal, plain lines without one. Writes
 * to stderr, so that stdout holds nothing but a command's own output.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {{ out?: Output }} [options]
 * @returns {Promise<T>}
 */
export async function withProgress(title, work, { out = process.stderr } = {}) {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const stop = out.isTTY ? spin(title, out, seconds) : remind(title, out, seconds);
  try {
    const result = await work();
    stop();
    out.write(`${title}: done in ${seconds().toFixed(1)} s\n`);
    return result;
  } catch (error) {
    stop();
    out.write(`${title}: failed after ${seconds().toFixed(1)} s\n`);
    throw error;
  }
}

/**
 * @param {string} title
 * @param {Output} out
 * @param {() => number} seconds
 */
function spin(title, out, seconds) {
  let turn = 0;
  const timer = setInterval(() => {
    out.write(`\r\x1b[K${frames[turn++ % frames.length]} ${title} ${seconds().toFixed(0)} s`);
  }, frameMs);
  return () => {
    clearInterval(timer);
    out.write("\r\x1b[K");
  };
}

/**
 * @param {string} title
 * @param {Output} out
 * @param {() => number} seconds
 */
function remind(title, out, seconds) {
  out.write(`${title} …\n`);
  const timer = setInterval(() => {
    out.write(`${title}: still going after ${seconds().toFixed(0)} s\n`);
  }, reminderMs);
  return () => clearInterval(timer);
}
