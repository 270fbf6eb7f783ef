/** Where the source of the packages is, as every manifest names it. */
export const sourceRepository =
  "git+https://github.com/codex-app-server-sdk/codex-app-server-sdk.git";
