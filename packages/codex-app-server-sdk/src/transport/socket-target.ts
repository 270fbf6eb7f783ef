/** Where a server listens: at an address, or at the path of a socket. */
export type SocketTarget = { url: string; token?: string | undefined } | { path: string };
