import type { Change } from "@thalweg/core";

/** Where a number comes from: a declaration of this kind, by its name, or a catalogue. */
export interface Origin {
  readonly kind: "model" | "catalogue" | "provider" | "hardware" | "step" | "call" | "dimension" | "preset";
  readonly name: string;
}

/** A cell that was described, and where its number comes from: two origins where it was computed from two. */
export interface DescribedCell extends Change {
  readonly content: number;
  readonly from: readonly Origin[];
}
