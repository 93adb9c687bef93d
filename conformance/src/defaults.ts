/** The seed that is taken where none is given. */
export const defaultSeed = 42;
/** How many random cases each law tries where it is not said. */
export const defaultRuns = 200;
