import { describe } from "vitest";
import { memoryStorage } from "../../src/storage/memory.ts";
import { storageLaws } from "./laws.ts";

describe("a storage in memory", () => {
  storageLaws(
    async () => {
      const storage = memoryStorage();
      return { storage: () => storage, remove: async () => undefined };
    },
    { isExclusive: false },
  );
});
