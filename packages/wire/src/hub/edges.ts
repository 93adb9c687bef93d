/** Numbers that nothing but a trial has reason to change. */
export interface HubEdges {
  /** So many unset cells of a slice are remembered beyond the number of those that stand. */
  readonly slack: number;
  /** So many for those who are following, and have not been told of them yet, beyond four times those that stand. */
  readonly patience: number;
  /** At most so many cells go into one frame. */
  readonly cellsAFrame: number;
}
