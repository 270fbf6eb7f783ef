/** The repository's address, as every manifest states it. */
export const sourceRepository =
  "git+https://github.com/codex-app-server-sdk/codex-app-server-sdk.git";
