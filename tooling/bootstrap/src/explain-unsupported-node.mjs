const oldest = { major: 20, minor: 19 };

/**
 * What to tell someone whose Node is too old; undefined if it is not. An old Node has to parse this
 * file, so it keeps to old syntax.
 * @param {string} version
 */
export function explainUnsupportedNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const tooOld = major < oldest.major || (major === oldest.major && minor < oldest.minor);
  return tooOld
    ? `Node ${version} is too old: this project needs Node ${oldest.major}.${oldest.minor} or newer. ` +
        "Install one (the file .node-version names a good choice) and run the command again."
    : undefined;
}
