import { delimiter } from "node:path";
import { expect, test } from "vitest";
import { makeChildEnv } from "./make-child-env.mjs";

test("removes what npm tells its scripts, in any spelling", () => {
  const env = makeChildEnv(
    {
      npm_lifecycle_event: "test",
      npm_package_name: "x",
      npm_execpath: "/npm-cli.js",
      npm_config_yes: "false",
      NPM_CONFIG_LOGLEVEL: "silent",
      npm_config_local_prefix: "/x",
    },
    [],
  );
  expect(Object.keys(env).filter((name) => /^npm_/i.test(name))).toEqual([]);
});

test("keeps the settings that lead to the user's registry", () => {
  const kept = {
    npm_config_registry: "http://127.0.0.1:1/",
    NPM_CONFIG_CAFILE: "/ca.pem",
    npm_config_cache: "/cache",
    npm_config_userconfig: "/npmrc",
    npm_config_proxy: "http://127.0.0.1:2/",
    "npm_config_https-proxy": "http://127.0.0.1:2/",
  };
  expect(makeChildEnv(kept, [])).toMatchObject(kept);
});

test("keeps everything else, such as the caller's folder and Codex settings", () => {
  const env = { INIT_CWD: "/here", HOME: "/home", CODEX_HOME: "/codex", NPMX: "1" };
  expect(makeChildEnv(env, [])).toMatchObject(env);
});

test("puts the folders before the PATH, however it is spelt", () => {
  expect(makeChildEnv({ Path: "/usr/bin" }, ["/a", "/b"])).toMatchObject({
    PATH: ["/a", "/b", "/usr/bin"].join(delimiter),
  });
  expect(makeChildEnv({ Path: "/usr/bin" }, [])).not.toHaveProperty("Path");
  expect(makeChildEnv({}, ["/a"])).toMatchObject({ PATH: "/a" });
});
