import { config } from "zod";

// The AI SDK checks what it reads with zod, which else tries to compile its checks as soon as they
// are loaded: the page's rules forbid that, and a browser reports it.
config({ jitless: true });
