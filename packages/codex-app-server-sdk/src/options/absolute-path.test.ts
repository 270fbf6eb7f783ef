import { describe, expect, onTestFinished, test, vi } from "vitest";
import { OptionsError } from "../errors/index.js";
import { absolutePath } from "./absolute-path.js";

function onPlatform(platform: NodeJS.Platform): void {
  const real = process.platform;
  Object.defineProperty(process, "platform", { value: platform });
  onTestFinished(() => void Object.defineProperty(process, "platform", { value: real }));
}

describe("a path", () => {
  test.each<[NodeJS.Platform, string]>([
    ["linux", "/work"],
    ["linux", "/work/../x/"],
    ["win32", "C:\\work"],
    ["win32", "c:/work"],
    ["win32", "\\\\host\\share"],
    ["win32", "\\work"],
  ])("that is absolute on %s stays as it is: %s", (platform, path) => {
    onPlatform(platform);

    expect(absolutePath(path, "cwd", "/elsewhere")).toBe(path);
  });

  test.each(["work", "./work", "a/../work", "C:\\work"])(
    "that is relative counts from the folder: %s",
    (path) => {
      onPlatform("linux");

      expect(absolutePath(path, "cwd", "/home")).toBe(
        `/home/${path === "C:\\work" ? path : "work"}`,
      );
    },
  );

  test.each(["work", "./work", "C:work"])("of Windows may be relative too: %s", (path) => {
    onPlatform("win32");

    expect(absolutePath(path, "cwd", "/home")).not.toBe(path);
  });

  test("that is relative counts from this process's folder where there is no other", () => {
    expect(absolutePath("work", "cwd")).toBe(
      `${process.cwd()}${process.platform === "win32" ? "\\" : "/"}work`,
    );
  });

  test("that is relative is refused where that folder is gone", () => {
    const cwd = vi.spyOn(process, "cwd").mockImplementation(() => {
      throw new Error("ENOENT: uv_cwd");
    });
    onTestFinished(() => cwd.mockRestore());

    expect(() => absolutePath("work", "cwd")).toThrow(OptionsError);
    expect(() => absolutePath("work", "cwd")).toThrow('cwd is "work"');
    expect(absolutePath("/work", "cwd")).toBe("/work");
  });
});
