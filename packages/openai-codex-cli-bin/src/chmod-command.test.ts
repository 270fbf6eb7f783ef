import { expect, it } from "vitest";
import { chmodCommand } from "./chmod-command.js";

it.skipIf(process.platform === "win32")(
  "names one file by its path, and many by their folder",
  () => {
    expect(chmodCommand(["/a b/bin/codex"])).toBe("chmod 755 '/a b/bin/codex'");
    expect(chmodCommand(["/a b/bin/codex", "/a b/lib/rg"])).toBe(
      "cd '/a b' && chmod 755 bin/codex lib/rg",
    );
    expect(chmodCommand(["/a/bin/x", "/a/binary"])).toBe("cd /a && chmod 755 bin/x binary");
    expect(chmodCommand(["/a/x", "/b/y"])).toBe("cd / && chmod 755 a/x b/y");
  },
);
