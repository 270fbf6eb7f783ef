/** Where upstream publishes release assets. */
export const defaultGithubBaseUrl = "https://github.com/openai/codex/releases/download";
