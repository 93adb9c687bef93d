import { defineConfig } from "tsup";
import { entriesOfExports, everywhere } from "../../tsup.shared.ts";

export default defineConfig({
  ...everywhere,
  entry: { ...entriesOfExports(), command: "command/command.ts" },
  external: [/^node:/],
  // `sqlite` is no module; `node:sqlite` is.
  removeNodeProtocol: false,
});
