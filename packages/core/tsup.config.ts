import { defineConfig } from "tsup";
import { entriesOfExports, everywhere } from "../../tsup.shared.ts";

export default defineConfig({ ...everywhere, entry: entriesOfExports() });
